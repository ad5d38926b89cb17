package io.htcgrid.control.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskTry;
import java.time.DateTimeException;
import java.time.Instant;

/** A failed try as one line of the history of its task. */
public final class TaskTryJson {
  private static final String ATTEMPT = "attempt";
  private static final String AGENT = "agent";
  private static final String ENDED_AT = "endedAt";
  private static final String KIND = "kind";
  private static final String TYPE = "type";
  private static final String MESSAGE = "message";
  private static final String LOG = "log";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TaskTryJson() {}

  /** One line, without its end. */
  public static String line(TaskTry each) {
    ObjectNode line = JSON.createObjectNode();
    line.put(ATTEMPT, each.attempt());
    line.put(AGENT, each.agent());
    line.put(ENDED_AT, each.endedAt().toString());
    line.put(KIND, each.error().kind().name());
    line.put(TYPE, each.error().type());
    line.put(MESSAGE, each.error().message());
    if (each.log() != null) {
      line.put(LOG, each.log());
    }
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An object of strings and numbers has a JSON form", e);
    }
  }

  /**
   * Reads what {@link #line} writes; unknown fields are ignored.
   *
   * @throws IllegalArgumentException when it is no such line
   */
  public static TaskTry parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      return new TaskTry(
          json.required(ATTEMPT).asInt(),
          json.required(AGENT).asText(),
          Instant.parse(json.required(ENDED_AT).asText()),
          new TaskError(
              FailureKind.valueOf(json.required(KIND).asText()),
              json.required(TYPE).asText(),
              json.required(MESSAGE).asText()),
          json.hasNonNull(LOG) ? json.get(LOG).asText() : null);
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException("it is no failed try: " + e.getMessage(), e);
    }
  }
}
