package io.htcgrid.control;

/** Why a task FAILED. The wire name is the constant's name. */
public enum FailureKind {
  /** The function returned an error. */
  FUNCTION_ERROR,
  /** The function's process exited or was killed, or the runtime that ran it. */
  FUNCTION_CRASHED,
  /** The function's process took more memory than its limit. */
  FUNCTION_OUT_OF_MEMORY,
  /** The function did not start. */
  FUNCTION_INIT_FAILED,
  /** No such function, or it may not be invoked. */
  FUNCTION_UNAVAILABLE,
  /** One attempt took longer than the task's timeout. */
  TASK_TIMED_OUT,
  /** The last try gave no verdict: its agent was lost, or agents could not handle its message. */
  ATTEMPTS_EXHAUSTED,
  /** The payload is missing or does not match its checksum. */
  PAYLOAD_UNREADABLE,
  /** The function answered with something that cannot be a result, such as more than 32 MiB. */
  RESULT_REJECTED
}
