package io.htcgrid.runtime.invocation;

import java.util.concurrent.CompletionStage;

/** An invocation that was let in. */
public interface RunningInvocation {

  /**
   * Completes once, normally, with how it ended. By then nothing of a killed function runs any
   * more.
   */
  CompletionStage<InvocationOutcome> outcome();

  /** Stops it, if it has not ended: its process group is killed. Does not block. */
  void cancel();
}
