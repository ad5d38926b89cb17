package io.htcgrid.control.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.control.TaskOverrides;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A task's overrides as an object; what the task does not override is absent. Equal overrides have
 * equal text.
 */
public final class OverridesJson {
  private static final String FUNCTION = "function";
  private static final String ARGUMENTS = "arguments";
  private static final String ENVIRONMENT = "environment";
  private static final String TIMEOUT = "timeout";

  private OverridesJson() {}

  public static void write(JsonGenerator json, TaskOverrides overrides) throws IOException {
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
      // In order, as the order of an immutable map differs from process to process.
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

  /**
   * Reads strictly; unknown fields are ignored.
   *
   * @param path where the object stands, for the error
   * @throws IllegalArgumentException when a field is not what it should be; it names the field
   */
  public static TaskOverrides read(String path, JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException(path + " is no JSON object");
    }
    return new TaskOverrides(
        optionalText(path, FUNCTION, object),
        texts(path, object.get(ARGUMENTS)),
        textsByName(path + "." + ENVIRONMENT, object.get(ENVIRONMENT)),
        duration(optionalText(path, TIMEOUT, object)));
  }

  private static @Nullable String optionalText(String path, String name, JsonNode object) {
    JsonNode node = object.get(name);
    return node == null ? null : text(path, name, node);
  }

  private static String text(String path, String name, JsonNode node) {
    if (!node.isTextual()) {
      throw new IllegalArgumentException(path + "." + name + " is not a string");
    }
    return node.textValue();
  }

  private static @Nullable List<String> texts(String path, @Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    if (!node.isArray()) {
      throw new IllegalArgumentException(path + "." + ARGUMENTS + " is not an array");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode each : node) {
      if (!each.isTextual()) {
        throw new IllegalArgumentException(path + "." + ARGUMENTS + " is not an array of strings");
      }
      texts.add(each.textValue());
    }
    return texts;
  }

  private static @Nullable Map<String, String> textsByName(String path, @Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    if (!node.isObject()) {
      throw new IllegalArgumentException(path + " is no JSON object");
    }
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      texts.put(each.getKey(), text(path, each.getKey(), each.getValue()));
    }
    return texts;
  }

  private static @Nullable Duration duration(@Nullable String text) {
    try {
      return text == null ? null : Duration.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no ISO 8601 duration", e);
    }
  }
}
