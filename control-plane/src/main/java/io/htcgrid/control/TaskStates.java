package io.htcgrid.control;

import java.util.List;

/** Every transition a task's run record may make; anything not listed here is refused. */
public final class TaskStates {
  /** One allowed transition and what causes it. */
  public record Transition(TaskState from, TaskState to, String cause) {}

  private static final List<Transition> ALLOWED =
      List.of(
          new Transition(TaskState.PENDING, TaskState.RUNNING, "claimed by an agent"),
          new Transition(TaskState.PENDING, TaskState.CANCELLED, "cancelled singly before a claim"),
          new Transition(
              TaskState.RUNNING, TaskState.RUNNING, "renewed, or claimed after a lost lease"),
          new Transition(TaskState.RUNNING, TaskState.PENDING, "retry, or handed back"),
          new Transition(TaskState.RUNNING, TaskState.COMPLETED, "finished with a result"),
          new Transition(
              TaskState.RUNNING, TaskState.FAILED, "finished with an error, or tries used up"),
          new Transition(TaskState.RUNNING, TaskState.CANCELLED, "cancelled singly while running"));

  private TaskStates() {}

  public static List<Transition> allowed() {
    return ALLOWED;
  }

  public static boolean allows(TaskState from, TaskState to) {
    return ALLOWED.stream().anyMatch(t -> t.from() == from && t.to() == to);
  }
}
