package io.htcgrid.control.queue;

import com.fasterxml.jackson.core.JsonGenerator;
import io.htcgrid.control.json.OverridesJson;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;

/**
 * The text of a task message; {@code docs/wire-formats.md} shows it. A release reads all versions
 * up to the newest that it knows, so that agents can be replaced one by one while messages of both
 * releases are in the queues.
 */
final class TaskMessageCodec {
  /** What this release writes, and the newest that it reads. */
  static final int VERSION = 1;

  private TaskMessageCodec() {}

  /** ASCII alone. */
  static String encode(TaskMessage message) {
    return encode(message, VERSION);
  }

  static String encode(TaskMessage message, int version) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JsonMessage.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField(JsonMessage.VERSION, version);
      json.writeStringField("session", message.task().session().value());
      json.writeNumberField("index", message.task().index());
      json.writeNumberField("tasksInPage", message.tasksInPage());
      json.writeStringField("payload", message.payload().toString());
      if (!message.overrides().isNone()) {
        json.writeFieldName("overrides");
        OverridesJson.write(json, message.overrides());
      }
      byte[] inline = message.inlinePayload();
      if (inline != null && inline.length <= TaskMessage.MAX_INLINE_BYTES) {
        json.writeStringField("inline", Base64.getEncoder().encodeToString(inline));
      }
      if (message.unhandled() > 0) {
        json.writeNumberField("unhandled", message.unhandled());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return text.toString();
  }

  static Decoded<TaskMessage> decode(String body) {
    return decode(body, VERSION);
  }

  static Decoded<TaskMessage> decode(String body, int newest) {
    return JsonMessage.read(body, newest, TaskMessageCodec::message);
  }

  private static TaskMessage message(JsonFields fields) {
    TaskId task = fields.task();
    BlobReference payload = fields.reference("payload");
    return new TaskMessage(
        task,
        fields.integer("tasksInPage"),
        payload,
        fields.overrides("overrides"),
        fields.copyOf(payload, "inline"),
        fields.integer("unhandled", 0));
  }
}
