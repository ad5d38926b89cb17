package io.htcgrid.runtime.invocation;

/**
 * Every way an invocation can end. Arrays are handed over, not copied: megabytes pass through here.
 */
public sealed interface InvocationOutcome {

  /**
   * The function answered.
   *
   * @param payload its result
   * @param log the last bytes of what it logged
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Returned(byte[] payload, byte[] log) implements InvocationOutcome {}

  /**
   * The function failed.
   *
   * @param handled whether the function itself said so; false when the runtime did
   * @param document the error as JSON, see {@link ErrorDocument}
   * @param log the last bytes of what it logged
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Failed(boolean handled, byte[] document, byte[] log) implements InvocationOutcome {}

  /** The function never got to see it. */
  record Refused(ServiceError error, String message) implements InvocationOutcome {}

  /** Its caller left, so it was stopped; nobody is there to be told. */
  record Abandoned() implements InvocationOutcome {}
}
