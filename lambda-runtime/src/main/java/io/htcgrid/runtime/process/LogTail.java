package io.htcgrid.runtime.process;

/** The last bytes of a log, however long it was. Not thread-safe. */
final class LogTail {

  /** As much as Lambda gives back in {@code X-Amz-Log-Result}. */
  static final int CAPACITY = 4096;

  private final byte[] ring = new byte[CAPACITY];
  private long written;

  void add(byte[] bytes, int length) {
    int from = Math.max(0, length - CAPACITY);
    for (int i = from; i < length; i++) {
      ring[(int) ((written + i) % CAPACITY)] = bytes[i];
    }
    written += length;
  }

  void clear() {
    written = 0;
  }

  /** The last bytes, {@value #CAPACITY} at most, from a whole UTF-8 character on. */
  byte[] last() {
    int length = (int) Math.min(written, CAPACITY);
    long start = written - length;
    int skipped = 0;
    if (start > 0) {
      while (skipped < 3 && skipped < length && (at(start + skipped) & 0xC0) == 0x80) {
        skipped++;
      }
    }
    var last = new byte[length - skipped];
    for (int i = 0; i < last.length; i++) {
      last[i] = at(start + skipped + i);
    }
    return last;
  }

  private byte at(long index) {
    return ring[(int) (index % CAPACITY)];
  }
}
