package io.htcgrid.control;

import java.util.List;

/** Every transition a session may make; anything not listed here is refused. */
public final class SessionStates {
  /** One allowed transition and what causes it. */
  public record Transition(SessionState from, SessionState to, String cause) {}

  private static final List<Transition> ALLOWED =
      List.of(
          new Transition(
              SessionState.SUBMITTING, SessionState.ACTIVE, "every task is in the system"),
          new Transition(
              SessionState.SUBMITTING,
              SessionState.FAILED,
              "submission abandoned, or timeout passed"),
          new Transition(SessionState.SUBMITTING, SessionState.CANCELLED, "cancelled by a client"),
          new Transition(SessionState.ACTIVE, SessionState.COMPLETED, "every task completed"),
          new Transition(
              SessionState.ACTIVE,
              SessionState.FAILED,
              "all tasks terminal and at least one failed, timeout passed, or fail-fast"),
          new Transition(
              SessionState.ACTIVE,
              SessionState.CANCELLED,
              "cancelled by a client, or tasks cancelled singly and none failed"));

  private SessionStates() {}

  public static List<Transition> allowed() {
    return ALLOWED;
  }

  public static boolean allows(SessionState from, SessionState to) {
    return ALLOWED.stream().anyMatch(t -> t.from() == from && t.to() == to);
  }
}
