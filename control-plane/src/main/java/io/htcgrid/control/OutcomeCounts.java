package io.htcgrid.control;

/** How many tasks ended, by outcome. */
public record OutcomeCounts(int completed, int failed, int cancelled) {
  public static final OutcomeCounts ZERO = new OutcomeCounts(0, 0, 0);

  public int total() {
    return completed + failed + cancelled;
  }

  public OutcomeCounts plus(OutcomeCounts other) {
    return new OutcomeCounts(
        completed + other.completed, failed + other.failed, cancelled + other.cancelled);
  }
}
