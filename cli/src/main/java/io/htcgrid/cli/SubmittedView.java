package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionStatus;

/** What is told of a session that was just submitted, now or when it has ended. */
final class SubmittedView {
  private SubmittedView() {}

  /** Returns the exit code. */
  static int answer(Console console, Session session, long tasks, boolean isWaiting) {
    String submitted = "session " + session.id() + " submitted: " + tasks + " tasks";
    if (isWaiting) {
      console.note(submitted);
      SessionStatus status = new SessionWait(console).forEnd(session, tasks, null);
      StatusView.answer(console, status);
      return SessionEnd.exitCode(console, session, status);
    }
    if (!console.asJson()) {
      console.note(submitted);
    }
    ObjectNode json = Console.json().createObjectNode();
    json.put("sessionId", session.id().value()).put("tasks", tasks);
    try {
      console.answer(json, session.id().value());
    } catch (CommandFailure e) {
      if (console.asJson()) {
        // Who submitted it would not know it otherwise.
        console.note(submitted);
      }
      throw e;
    }
    return ExitCode.OK;
  }
}
