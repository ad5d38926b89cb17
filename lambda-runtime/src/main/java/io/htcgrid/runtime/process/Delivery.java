package io.htcgrid.runtime.process;

import io.htcgrid.runtime.invocation.InvocationOutcome;

/** What became of an invocation that was given to a process. */
sealed interface Delivery {

  /** It ended. */
  record Ended(InvocationOutcome outcome) implements Delivery {}

  /** The process, once ready, ended before the function saw it: another process may run it. */
  record Lost() implements Delivery {}
}
