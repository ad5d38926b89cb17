package io.htcgrid.data;

/**
 * How much a {@link ResultWriter} does at once.
 *
 * @param concurrentPuts threads, each with one put under way: 1 to 64
 * @param maxHeldBytes results held, written or not, until their futures are completed; each counts
 *     256 bytes on top. More than 0; one larger result is still admitted when it is alone
 */
public record ResultWriterSettings(int concurrentPuts, long maxHeldBytes) {
  private static final int MAX_CONCURRENT_PUTS = 64;

  /** Four puts, for several sessions or large results at once; 64 MiB held. */
  public static final ResultWriterSettings DEFAULT = new ResultWriterSettings(4, 64L * 1024 * 1024);

  /**
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public ResultWriterSettings {
    if (concurrentPuts < 1 || concurrentPuts > MAX_CONCURRENT_PUTS) {
      throw new IllegalArgumentException(
          "concurrentPuts lies between 1 and "
              + MAX_CONCURRENT_PUTS
              + ", but this is "
              + concurrentPuts);
    }
    if (maxHeldBytes <= 0) {
      throw new IllegalArgumentException(
          "maxHeldBytes is more than 0, but this is " + maxHeldBytes);
    }
  }
}
