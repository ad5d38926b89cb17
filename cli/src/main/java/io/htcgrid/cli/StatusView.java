package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.connector.SessionStatus;
import io.htcgrid.connector.SessionSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session's status, for people and for programs. */
final class StatusView {
  private StatusView() {}

  static void answer(Console console, SessionStatus status) {
    console.answer(json(status), text(status));
  }

  static ObjectNode json(SessionStatus status) {
    ObjectNode node = json(status.session());
    node.put("completed", status.completed());
    node.put("failed", status.failed());
    node.put("cancelled", status.cancelled());
    if (status.open() >= 0) {
      node.put("open", status.open());
    }
    return node.put("overdue", status.overdue());
  }

  static ObjectNode json(SessionSummary session) {
    ObjectNode node = Console.json().createObjectNode();
    node.put("sessionId", session.id().value());
    node.put("state", session.state().name());
    node.put("function", session.function());
    node.put("priority", session.priority());
    if (session.taskCount() >= 0) {
      node.put("tasks", session.taskCount());
    }
    ObjectNode tags = node.putObject("tags");
    session.tags().forEach(tags::put);
    if (session.parent() != null) {
      node.put("parent", session.parent());
    }
    put(node, "createdAt", session.createdAt());
    put(node, "deadline", session.deadline());
    put(node, "endedAt", session.endedAt());
    if (session.reason() != null) {
      node.put("reason", session.reason().name());
    }
    if (session.message() != null) {
      node.put("message", session.message());
    }
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable Instant at) {
    if (at != null) {
      node.put(name, at.toString());
    }
  }

  /** The last line of whatever waits for a session. */
  static String summary(SessionStatus status) {
    return "session "
        + status.id()
        + " "
        + status.state()
        + ": "
        + status.completed()
        + (status.taskCount() < 0 ? "" : " of " + status.taskCount())
        + " tasks completed, "
        + status.failed()
        + " failed"
        + (status.cancelled() > 0 ? ", " + status.cancelled() + " cancelled" : "");
  }

  private static String text(SessionStatus status) {
    StringBuilder text = new StringBuilder(summary(status));
    if (!status.ended() && status.open() >= 0) {
      text.append(", ").append(status.open()).append(" open");
    }
    if (status.ended() && !status.succeeded()) {
      line(text, "because " + status.session().message());
      if (status.failed() > 0) {
        line(text, "to see why: htcgrid tasks " + status.id() + " --state FAILED");
        line(text, "to run them again: htcgrid retry " + status.id());
      }
    }
    if (status.overdue()) {
      line(text, "its deadline " + status.session().deadline() + " passed");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String more) {
    text.append(System.lineSeparator()).append("  ").append(more);
  }

  /** What a command that waited for a session tells the shell. */
  static int exitCode(SessionStatus status) {
    return status.succeeded() ? ExitCode.OK : ExitCode.WORK_FAILED;
  }
}
