package io.htcgrid.control.queue;

import com.fasterxml.jackson.core.JsonGenerator;
import io.htcgrid.control.TaskOverrides;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A task's overrides as an object; what the task does not override is absent. */
final class OverridesJson {
  private static final String FUNCTION = "function";
  private static final String ARGUMENTS = "arguments";
  private static final String ENVIRONMENT = "environment";
  private static final String TIMEOUT = "timeout";

  private OverridesJson() {}

  static void write(JsonGenerator json, TaskOverrides overrides) throws IOException {
    json.writeStartObject();
    if (overrides.function() != null) {
      json.writeStringField(FUNCTION, overrides.function());
    }
    List<String> arguments = overrides.arguments();
    if (arguments != null) {
      json.writeArrayFieldStart(ARGUMENTS);
      for (String each : arguments) {
        json.writeString(each);
      }
      json.writeEndArray();
    }
    Map<String, String> environment = overrides.environment();
    if (environment != null) {
      json.writeObjectFieldStart(ENVIRONMENT);
      // In order, so that equal messages are equal text.
      for (Map.Entry<String, String> each : new TreeMap<>(environment).entrySet()) {
        json.writeStringField(each.getKey(), each.getValue());
      }
      json.writeEndObject();
    }
    if (overrides.timeout() != null) {
      json.writeStringField(TIMEOUT, overrides.timeout().toString());
    }
    json.writeEndObject();
  }

  static TaskOverrides read(@Nullable JsonFields fields) {
    return fields == null
        ? TaskOverrides.NONE
        : new TaskOverrides(
            fields.optionalText(FUNCTION),
            fields.optionalTexts(ARGUMENTS),
            fields.optionalTextByName(ENVIRONMENT),
            duration(fields.optionalText(TIMEOUT)));
  }

  private static @Nullable Duration duration(@Nullable String text) {
    try {
      return text == null ? null : Duration.parse(text);
    } catch (DateTimeException e) {
      throw new MalformedException("'" + text + "' is no ISO 8601 duration");
    }
  }
}
