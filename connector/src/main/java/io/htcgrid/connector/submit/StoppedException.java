package io.htcgrid.connector.submit;

/** Ends the reading of tasks: the submission's result is decided. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SubmitResult result;

  StoppedException(SubmitResult result) {
    super(result.toString());
    this.result = result;
  }

  SubmitResult result() {
    return result;
  }
}
