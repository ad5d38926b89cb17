package io.htcgrid.control.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.control.TaskOverrides;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A task's overrides as JSON; what it does not override is absent. Equal overrides: equal text. */
final class OverridesJson {
  private static final String FUNCTION = "function";
  private static final String ARGUMENTS = "arguments";
  private static final String ENVIRONMENT = "environment";

  /** ISO 8601. */
  private static final String TIMEOUT = "timeout";

  private OverridesJson() {}

  static void write(JsonGenerator out, TaskOverrides overrides) throws IOException {
    out.writeStartObject();
    if (overrides.function() != null) {
      out.writeStringField(FUNCTION, overrides.function());
    }
    List<String> arguments = overrides.arguments();
    if (arguments != null) {
      out.writeArrayFieldStart(ARGUMENTS);
      for (String argument : arguments) {
        out.writeString(argument);
      }
      out.writeEndArray();
    }
    Map<String, String> environment = overrides.environment();
    if (environment != null) {
      out.writeObjectFieldStart(ENVIRONMENT);
      // In order, as the order of an immutable map differs from process to process.
      for (Map.Entry<String, String> each : new TreeMap<>(environment).entrySet()) {
        out.writeStringField(each.getKey(), each.getValue());
      }
      out.writeEndObject();
    }
    if (overrides.timeout() != null) {
      out.writeStringField(TIMEOUT, overrides.timeout().toString());
    }
    out.writeEndObject();
  }

  static TaskOverrides read(JsonNode node) {
    JsonNode timeout = node.get(TIMEOUT);
    JsonNode function = node.get(FUNCTION);
    return new TaskOverrides(
        function == null ? null : function.textValue(),
        arguments(node.get(ARGUMENTS)),
        environment(node.get(ENVIRONMENT)),
        timeout == null ? null : Duration.parse(timeout.textValue()));
  }

  private static @Nullable List<String> arguments(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    List<String> arguments = new ArrayList<>();
    node.forEach(each -> arguments.add(each.textValue()));
    return arguments;
  }

  private static @Nullable Map<String, String> environment(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    Map<String, String> environment = new HashMap<>();
    node.properties().forEach(each -> environment.put(each.getKey(), each.getValue().textValue()));
    return environment;
  }
}
