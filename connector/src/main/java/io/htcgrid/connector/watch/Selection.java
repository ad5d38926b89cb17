package io.htcgrid.connector.watch;

/**
 * Which tasks of a session a reader wants, and how.
 *
 * @param from the first index
 * @param to the index after the last
 * @param isInOrder by index; otherwise as they end
 * @param isWaiting for tasks that have not ended; otherwise those are left out
 * @param isDetailed whether more is wanted of a task's end than its state
 */
public record Selection(
    int from, int to, boolean isInOrder, boolean isWaiting, boolean isDetailed) {
  /** All tasks as they end. */
  public static final Selection AS_THEY_END =
      new Selection(0, Integer.MAX_VALUE, false, true, true);

  /** The states of all tasks as they end. */
  static final Selection STATES = new Selection(0, Integer.MAX_VALUE, false, true, false);

  /** All tasks by index, waiting for each. */
  public static final Selection BY_INDEX = new Selection(0, Integer.MAX_VALUE, true, true, true);

  /** All tasks that have ended so far, by index. */
  public static final Selection SO_FAR = new Selection(0, Integer.MAX_VALUE, true, false, true);

  /** One task. */
  public static Selection of(int index, boolean isWaiting) {
    return new Selection(index, index + 1, false, isWaiting, true);
  }

  /** Whether everything is wanted that there is to know of all tasks. */
  boolean isWhole() {
    return from == 0 && to == Integer.MAX_VALUE && isDetailed;
  }
}
