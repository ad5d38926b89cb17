package io.htcgrid.control.queue;

import com.fasterxml.jackson.core.JsonGenerator;
import io.htcgrid.control.EndReason;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a batch of events, version 1; {@code docs/wire-formats.md} shows it. An event of a
 * type, or with a state, kind or reason, that this release does not know is left out: events are
 * hints.
 */
final class EventCodec {
  static final int VERSION = 1;

  private static final String COMPLETED = "taskCompleted";
  private static final String FAILED = "taskFailed";
  private static final String CANCELLED = "taskCancelled";
  private static final String ENDED = "sessionEnded";
  private static final String BEGINNING = "{\"v\":" + VERSION + ",\"events\":[";
  private static final String END = "]}";

  /**
   * A message's text.
   *
   * @param events how many of those given are in it
   */
  record Batch(String body, int events) {}

  private EventCodec() {}

  /**
   * As many of the events as fit one message, at least one. ASCII alone.
   *
   * @param maxBytes of a message
   */
  static Batch encode(List<SessionEvent> events, int maxBytes) {
    StringBuilder body = new StringBuilder(BEGINNING);
    int count = 0;
    for (SessionEvent each : events) {
      String text = text(each);
      if (count > 0 && body.length() + 1 + text.length() + END.length() > maxBytes) {
        break;
      }
      body.append(count > 0 ? "," : "").append(text);
      count++;
    }
    return new Batch(body.append(END).toString(), count);
  }

  static Decoded<List<SessionEvent>> decode(String body) {
    return JsonMessage.read(body, VERSION, EventCodec::events);
  }

  private static String text(SessionEvent event) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JsonMessage.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      if (event instanceof SessionEvent.TaskCompleted completed) {
        writeTask(json, COMPLETED, completed.task());
        json.writeStringField("result", completed.result().toString());
        byte[] inline = completed.inlineResult();
        if (inline != null && inline.length <= SessionEvent.MAX_INLINE_BYTES) {
          json.writeStringField("inline", Base64.getEncoder().encodeToString(inline));
        }
      } else if (event instanceof SessionEvent.TaskFailed failed) {
        writeTask(json, FAILED, failed.task());
        json.writeStringField("kind", failed.error().kind().name());
        json.writeStringField("errorType", failed.error().type());
        json.writeStringField("message", failed.error().message());
      } else if (event instanceof SessionEvent.TaskCancelled cancelled) {
        writeTask(json, CANCELLED, cancelled.task());
      } else if (event instanceof SessionEvent.SessionEnded ended) {
        json.writeStringField("type", ENDED);
        json.writeStringField("session", ended.session().value());
        json.writeStringField("state", ended.state().name());
        if (ended.reason() != null) {
          json.writeStringField("reason", ended.reason().name());
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return text.toString();
  }

  private static void writeTask(JsonGenerator json, String type, TaskId task) throws IOException {
    json.writeStringField("type", type);
    json.writeStringField("session", task.session().value());
    json.writeNumberField("index", task.index());
  }

  private static List<SessionEvent> events(JsonFields fields) {
    List<SessionEvent> events = new ArrayList<>();
    for (JsonFields each : fields.objects("events")) {
      SessionEvent event = event(each);
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  private static @Nullable SessionEvent event(JsonFields fields) {
    return switch (fields.text("type")) {
      case COMPLETED -> completed(fields);
      case FAILED -> failed(fields);
      case CANCELLED -> new SessionEvent.TaskCancelled(fields.task());
      case ENDED -> ended(fields);
      default -> null;
    };
  }

  private static SessionEvent completed(JsonFields fields) {
    BlobReference result = fields.reference("result");
    return new SessionEvent.TaskCompleted(fields.task(), result, fields.copyOf(result, "inline"));
  }

  private static @Nullable SessionEvent failed(JsonFields fields) {
    FailureKind kind = fields.constant("kind", FailureKind.class);
    return kind == null
        ? null
        : new SessionEvent.TaskFailed(
            fields.task(), new TaskError(kind, fields.text("errorType"), fields.text("message")));
  }

  private static @Nullable SessionEvent ended(JsonFields fields) {
    SessionState state = fields.constant("state", SessionState.class);
    EndReason reason =
        fields.optionalText("reason") == null ? null : fields.constant("reason", EndReason.class);
    return state == null
        ? null
        : new SessionEvent.SessionEnded(SessionId.parse(fields.text("session")), state, reason);
  }
}
