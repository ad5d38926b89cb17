package io.htcgrid.control.sweep.lambda;

/**
 * Some duties failed; the message is the whole report, as an invocation that failed has no other.
 */
public final class SweepFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SweepFailedException(String report) {
    super("duties of the sweeper failed, and are tried again with the next run: " + report);
  }
}
