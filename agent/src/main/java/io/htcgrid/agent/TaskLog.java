package io.htcgrid.agent;

import io.htcgrid.data.TaskId;
import org.slf4j.MDC;

/** Names the task that a thread works on in what it logs: session, task and attempt. */
final class TaskLog {
  private static final String SESSION = "session";
  private static final String TASK = "task";
  private static final String ATTEMPT = "attempt";

  private TaskLog() {}

  static void with(HeldTask held, Runnable work) {
    MDC.put(ATTEMPT, Integer.toString(held.claim().attempt()));
    with(held.id(), work);
  }

  /** For a task that has no attempt yet. */
  static void with(TaskId task, Runnable work) {
    MDC.put(SESSION, task.session().value());
    MDC.put(TASK, task.toString());
    try {
      work.run();
    } finally {
      MDC.remove(SESSION);
      MDC.remove(TASK);
      MDC.remove(ATTEMPT);
    }
  }
}
