package io.htcgrid.embedded.faults;

/** What can go wrong with one call of a service. */
public enum Fault {
  /** The service's own throttling error; the call is not carried out. */
  THROTTLED(Stage.BEFORE),
  /** An internal error, status 500; the call is not carried out. */
  SERVER_ERROR(Stage.BEFORE),
  /** The connection breaks before the call is sent. */
  RESET(Stage.BEFORE),
  /** No answer within the injector's delay; the call is not carried out. */
  TIMED_OUT(Stage.BEFORE),
  /** The call is sent after the injector's delay, and answered as usual. */
  SLOW(Stage.BEFORE),
  /** The service is down: the connection is refused. */
  DOWN(Stage.BEFORE),
  /** The call is carried out; the connection breaks before its answer is read. */
  REPLY_LOST(Stage.AFTER),
  /** The call is carried out; its answer reads as an internal error, status 500. */
  REPLY_REPLACED(Stage.AFTER),
  /** The call is carried out a second time, with the same bytes; the first answer is given. */
  REPEATED(Stage.AFTER),
  /**
   * Some entries of an SQS batch of two or more (send, delete, change of visibility) are left out
   * and reported as failed. Happens once a call, not once for each of the SDK's attempts.
   */
  PARTIAL_FAILURE(Stage.REQUEST);

  enum Stage {
    /** Once a call, before the SDK's retries. */
    REQUEST,
    /** In each attempt, before it is sent. */
    BEFORE,
    /** In each attempt, once its answer is there. */
    AFTER
  }

  private final Stage stage;

  Fault(Stage stage) {
    this.stage = stage;
  }

  Stage stage() {
    return stage;
  }

  /** Whether it is drawn in each of the SDK's attempts, not once a call. */
  boolean perAttempt() {
    return stage != Stage.REQUEST;
  }
}
