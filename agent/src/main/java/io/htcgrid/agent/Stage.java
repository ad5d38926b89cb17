package io.htcgrid.agent;

/** A part of a task's way through the agent whose time is measured. */
enum Stage {
  /** One receive call that brought messages. */
  RECEIVE,
  /** From the session's read to the claim. */
  CLAIM,
  /** Reading payloads from S3, where the message has none. */
  FETCH,
  /** From ready to a slot. */
  WAIT,
  /** In the function. */
  INVOKE,
  /** Storing a result or the log of a failed try. */
  STORE,
  /** Writing the verdict. */
  FINISH,
  /** Adding outcomes to a page and closing what that completes. */
  COMMIT,
  /** Telling connectors. */
  NOTIFY
}
