package io.htcgrid.runtime.process;

import java.util.concurrent.CompletionStage;

/** One try to run an invocation in a process. */
interface Attempt {

  /** Begins; completes when the invocation ended or the process was lost under it. */
  CompletionStage<Delivery> begin();

  /** Stops it, whether or not it began. */
  void cancel();
}
