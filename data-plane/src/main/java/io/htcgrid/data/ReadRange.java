package io.htcgrid.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One ranged read: neighbouring blobs of one object, none of them empty.
 *
 * @param end the position after the last byte
 * @param blobs by offset
 */
record ReadRange(String key, long start, long end, List<Wanted> blobs) {

  /** A task's blob. */
  record Wanted(TaskId task, BlobReference reference) {

    /** Checks what was read for this task. */
    BlobRead check(byte[] content) {
      int crc32c = Hashes.crc32c(content);
      if (content.length != reference.length() || crc32c != reference.crc32c()) {
        return new BlobRead.Unreadable(
            new BlobCorruptException(task, reference, content.length, crc32c));
      }
      return new BlobRead.Intact(task, content);
    }
  }

  private static final Comparator<Wanted> BY_PLACE =
      Comparator.<Wanted, String>comparing(wanted -> wanted.reference().key())
          .thenComparingLong(wanted -> wanted.reference().offset())
          .thenComparingInt(wanted -> wanted.reference().length());

  ReadRange {
    blobs = List.copyOf(blobs);
  }

  /**
   * The reads that fetch the blobs, within {@link BlobStore#MAX_GAP_BYTES} and {@link
   * BlobStore#MAX_RANGE_BYTES}. Blobs may share bytes or be one and the same.
   */
  static List<ReadRange> plan(Map<TaskId, BlobReference> references) {
    List<Wanted> wanted = new ArrayList<>(references.size());
    references.forEach(
        (task, reference) -> {
          if (reference.length() > 0) {
            wanted.add(new Wanted(task, reference));
          }
        });
    wanted.sort(BY_PLACE);
    List<ReadRange> ranges = new ArrayList<>();
    int first = 0;
    while (first < wanted.size()) {
      String key = wanted.get(first).reference().key();
      long start = wanted.get(first).reference().offset();
      long end = wanted.get(first).reference().end();
      int next = first + 1;
      while (next < wanted.size() && joins(key, start, end, wanted.get(next).reference())) {
        end = Math.max(end, wanted.get(next).reference().end());
        next++;
      }
      ranges.add(new ReadRange(key, start, end, wanted.subList(first, next)));
      first = next;
    }
    return ranges;
  }

  private static boolean joins(String key, long start, long end, BlobReference next) {
    boolean isInside = next.end() <= end;
    return next.key().equals(key)
        && next.offset() - end <= BlobStore.MAX_GAP_BYTES
        && (isInside || next.end() - start <= BlobStore.MAX_RANGE_BYTES);
  }

  /** Gives the receiver the empty blobs, which lie in no range. */
  static void emptyBlobs(Map<TaskId, BlobReference> references, Consumer<BlobRead> receiver) {
    references.forEach(
        (task, reference) -> {
          if (reference.length() == 0) {
            receiver.accept(new Wanted(task, reference).check(new byte[0]));
          }
        });
  }

  /** The outcome for every blob when the object does not exist. */
  List<BlobRead> missing() {
    return blobs.stream()
        .<BlobRead>map(
            blob ->
                new BlobRead.Unreadable(new BlobMissingException(blob.task(), blob.reference())))
        .toList();
  }

  /**
   * The outcome for every blob.
   *
   * @param content the range's bytes, or fewer when the object ends before
   */
  List<BlobRead> cut(byte[] content) {
    List<BlobRead> reads = new ArrayList<>(blobs.size());
    for (Wanted blob : blobs) {
      int from = (int) Math.min(blob.reference().offset() - start, content.length);
      int to = (int) Math.min(blob.reference().end() - start, content.length);
      boolean isWhole = from == 0 && to == content.length && blobs.size() == 1;
      reads.add(blob.check(isWhole ? content : Arrays.copyOfRange(content, from, to)));
    }
    return reads;
  }
}
