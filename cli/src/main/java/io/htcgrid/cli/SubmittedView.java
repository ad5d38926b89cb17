package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.connector.Session;

/** What is told of a session that was submitted and is not waited for. */
final class SubmittedView {
  private SubmittedView() {}

  static void answer(Console console, Session session, long tasks) {
    ObjectNode json = Console.json().createObjectNode();
    json.put("sessionId", session.id().value()).put("tasks", tasks);
    if (!console.asJson()) {
      console.note("session " + session.id() + " submitted: " + tasks + " tasks");
    }
    console.answer(json, session.id().value());
  }
}
