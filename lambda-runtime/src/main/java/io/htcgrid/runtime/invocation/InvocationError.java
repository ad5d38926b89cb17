package io.htcgrid.runtime.invocation;

/**
 * The errors that the runtime itself reports of an invocation, by the {@code errorType} that a
 * caller sees. They come with {@code X-Amz-Function-Error: Unhandled}; what a function reports of
 * itself comes with {@code Handled} and whatever type the function gave it. The names are a
 * contract: see docs/functions.md.
 */
public enum InvocationError {
  /**
   * The function's process ended before it answered. Not the function's own report: a crash, an
   * exit, a signal.
   */
  EXITED("Runtime.ExitError"),
  /** The function took longer than its {@code timeoutSeconds} and was killed. */
  TIMED_OUT("Sandbox.Timedout"),
  /**
   * The function's processes together used more than its {@code memoryMb}, or its Java heap was
   * full.
   */
  OUT_OF_MEMORY("Runtime.OutOfMemory"),
  /** The function did not get as far as asking for its first invocation. */
  INIT_FAILED("Runtime.InitError"),
  /** The result is larger than the runtime accepts. */
  RESPONSE_TOO_LARGE("Function.ResponseSizeTooLarge"),
  /**
   * The function's answer broke the Runtime API's rules: cut short, or an error report that is
   * none.
   */
  MALFORMED_RESPONSE("Runtime.MalformedResponse"),
  /** A command line ended by itself, with a status other than 0. */
  COMMAND_FAILED("Command.ExitError");

  private final String wireName;

  InvocationError(String wireName) {
    this.wireName = wireName;
  }

  /** The {@code errorType} in the error document. */
  public String wireName() {
    return wireName;
  }
}
