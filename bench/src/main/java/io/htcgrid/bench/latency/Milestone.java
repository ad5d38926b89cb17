package io.htcgrid.bench.latency;

/** What happens one after the other to a session of one task; each ends one step of its way. */
enum Milestone {
  STORED("store payload, session and page"),
  RECEIVED("send and receive the message"),
  CLAIMED("read session and claim"),
  INVOKED("run the function"),
  RESULT_STORED("store the result"),
  FINISHED("write the verdict"),
  COMMITTED("commit to page"),
  TOLD("until the event is sent"),
  HEARD("send and receive the event"),
  IN_HAND("hand it to the caller");

  private final String step;

  Milestone(String step) {
    this.step = step;
  }

  /** What leads to it. */
  String step() {
    return step;
  }
}
