package io.htcgrid.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Holds payloads and results by object key, and the archives of functions.
 *
 * <p>Every read checks the bytes' length and CRC32C against the reference. Errors of the service
 * itself (no permission, no bucket, throttled beyond the client's retries) come through as the AWS
 * SDK throws them. Implementations are safe for use by many threads; calls block.
 */
public interface BlobStore {

  /**
   * Neighbouring blobs of one object are read together when at most this many unwanted bytes lie
   * between them. Bytes within a region cost nothing and this many take about 3 ms, less than the
   * first byte of another request.
   */
  int MAX_GAP_BYTES = 256 * 1024;

  /** The most bytes, gaps included, that are read together; a larger blob is read by itself. */
  int MAX_RANGE_BYTES = 4 * 1024 * 1024;

  /**
   * Stores an object, over whatever the key held. When this returns, every reader sees it.
   *
   * @param content is not copied: leave it unchanged until this returns
   */
  void put(String key, byte[] content);

  /**
   * Reads blobs, as few requests as the bounds above allow, one request at a time. Each task is
   * given to the receiver once, on the calling thread, in no particular order.
   *
   * <p>Holds the bytes of one request at most: {@link #MAX_RANGE_BYTES}, or one larger blob, of
   * {@link BlobLimits#MAX_BLOB_BYTES} at most. An empty blob takes no request.
   */
  void readEach(Map<TaskId, BlobReference> references, Consumer<BlobRead> receiver);

  /**
   * Like {@link #readEach}, for callers to whom one unreadable blob is a failure of the whole.
   *
   * @throws BlobException at the first blob that is gone or damaged
   */
  default void readAll(Map<TaskId, BlobReference> references, BiConsumer<TaskId, byte[]> receiver) {
    readEach(
        references,
        read -> {
          if (read instanceof BlobRead.Intact intact) {
            receiver.accept(intact.task(), intact.content());
          } else if (read instanceof BlobRead.Unreadable unreadable) {
            throw unreadable.cause();
          }
        });
  }

  /**
   * Reads blobs into one map, in the order of the references. Holds all of them: for few and small
   * ones, such as a page of results of a few KB.
   *
   * @throws BlobException at the first blob that is gone or damaged
   */
  default Map<TaskId, byte[]> readAll(Map<TaskId, BlobReference> references) {
    var contents = new LinkedHashMap<TaskId, byte[]>();
    references.keySet().forEach(task -> contents.put(task, new byte[0]));
    readAll(references, contents::put);
    return contents;
  }

  /**
   * Reads one blob.
   *
   * @throws BlobException when it is gone or damaged
   */
  default byte[] read(TaskId task, BlobReference reference) {
    return readAll(Map.of(task, reference)).getOrDefault(task, new byte[0]);
  }

  /**
   * Stores a file under a key that holds nothing yet.
   *
   * @param file of 5 GiB at most
   * @return whether it was stored; false: the key holds an object already, which stays as it is
   * @throws IOException when the file cannot be read
   */
  boolean putFile(String key, Path file) throws IOException;

  /**
   * Reads an object into a file, over whatever that held.
   *
   * @param most of a longer object, only so many bytes are read
   * @return whether there is such an object; if not, the file is as it was
   * @throws IOException when the file cannot be written
   */
  boolean fetchFile(String key, Path file, long most) throws IOException;

  /** Deletes an object; nothing happens when there is none. */
  void delete(String key);
}
