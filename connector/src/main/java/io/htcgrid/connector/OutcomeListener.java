package io.htcgrid.connector;

/** Is told of tasks as they end, one at a time, on a thread of the connector. */
@FunctionalInterface
public interface OutcomeListener {
  /** A task ended. What this throws is logged; the next outcome comes nevertheless. */
  void onOutcome(TaskOutcome outcome);

  /** Every task was told. */
  default void onEnd() {}

  /** No more will be told, because of this; the session itself goes on. */
  default void onError(GridException error) {}
}
