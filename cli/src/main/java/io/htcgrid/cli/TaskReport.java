package io.htcgrid.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.connector.TaskInfo;
import io.htcgrid.data.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tasks of a session, written as they come: there may be millions. Not thread-safe. */
sealed interface TaskReport {
  void add(TaskInfo task);

  /** Writes what comes after the last task. */
  void end();

  static TaskReport on(Console console, SessionId session) {
    return console.asJson() ? new Document(console, session) : new Table(console);
  }

  /** One JSON document. It stays open, so that it can be told from a whole one, if no end comes. */
  final class Document implements TaskReport {
    private final Console console;
    private final SessionId session;
    private @Nullable JsonGenerator begun;

    private Document(Console console, SessionId session) {
      this.console = console;
      this.session = session;
    }

    @Override
    public void add(TaskInfo task) {
      try {
        JsonGenerator json = begin();
        json.writeTree(json(task));
        json.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      console.requireWritten();
    }

    private JsonGenerator begin() throws IOException {
      JsonGenerator json = begun;
      if (json == null) {
        json = Console.json().createGenerator(console.out());
        begun = json;
        json.writeStartObject();
        json.writeStringField("sessionId", session.value());
        json.writeArrayFieldStart("tasks");
      }
      return json;
    }

    @Override
    public void end() {
      try {
        JsonGenerator json = begin();
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      console.line("");
    }

    private static ObjectNode json(TaskInfo task) {
      ObjectNode node = Console.json().createObjectNode();
      node.put("index", task.index()).put("state", task.state().name());
      node.put("attempt", task.attempt()).put("tries", task.tries());
      if (task.agent() != null) {
        node.put("agent", task.agent());
      }
      if (task.startedAt() != null) {
        node.put("startedAt", task.startedAt().toString());
      }
      if (task.endedAt() != null) {
        node.put("endedAt", task.endedAt().toString());
      }
      if (task.error() != null) {
        node.set("error", OutcomeView.error(task.error()));
      }
      return node;
    }
  }

  /** A line for each task, below a heading. */
  final class Table implements TaskReport {
    private final Console console;
    private boolean begun;

    private Table(Console console) {
      this.console = console;
    }

    @Override
    public void add(TaskInfo task) {
      if (!begun) {
        begun = true;
        console.line(row("INDEX", "STATE", "ATTEMPT", "AGENT", "STARTED", "ENDED", "ERROR"));
      }
      String error =
          task.error() == null
              ? ""
              : task.error().kind() + " " + task.error().type() + ": " + task.error().message();
      String agent = task.agent() == null ? "-" : task.agent();
      String started = time(task.startedAt());
      String ended = time(task.endedAt());
      console.line(row(task.index(), task.state(), task.attempt(), agent, started, ended, error));
    }

    private static String time(@Nullable Instant at) {
      return at == null ? "-" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The columns in order. */
    private static String row(Object... columns) {
      return String.format(Locale.ROOT, "%8s %-10s %7s  %-28s %-20s %-20s %s", columns);
    }

    @Override
    public void end() {
      if (!begun) {
        console.line("no such tasks");
      }
    }
  }
}
