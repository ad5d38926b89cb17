package io.htcgrid.agent;

/** Why the agent lets go of a task that it has no verdict on. */
enum StopReason {
  /** Another agent has claimed it, or may have. */
  LEASE_LOST,
  /** It was cancelled singly, or someone else ended it. */
  TASK_ENDED,
  /** Its session has ended. */
  SESSION_ENDED,
  /** The agent drains, or cannot run it in good time. */
  HANDED_BACK
}
