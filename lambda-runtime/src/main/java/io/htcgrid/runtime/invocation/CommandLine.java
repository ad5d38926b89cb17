package io.htcgrid.runtime.invocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line that a client supplies in the client context: {@code custom.arguments} holds a
 * JSON array of strings and {@code custom.environment} a JSON object of strings, each of them
 * written as a string, for client contexts hold nothing else.
 *
 * @param arguments the program and its arguments
 * @param environment variables for it
 */
public record CommandLine(List<String> arguments, Map<String, String> environment) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  public CommandLine {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /**
   * Reads the command line in a client context.
   *
   * @throws IllegalArgumentException when there is none or it makes no sense; the message says what
   *     is wrong
   */
  public static CommandLine of(Optional<String> clientContext) throws RefusedException {
    if (clientContext.isEmpty()) {
      throw wrong("A command line comes in the client context, in custom.arguments; there is none");
    }
    JsonNode custom = parse("the client context", clientContext.get()).path("custom");
    var arguments = new ArrayList<String>();
    for (JsonNode argument : nested(custom, "arguments")) {
      arguments.add(text("custom.arguments", argument));
    }
    if (arguments.isEmpty() || arguments.get(0).isEmpty()) {
      throw wrong("custom.arguments must be a JSON array that begins with a program");
    }
    var environment = new LinkedHashMap<String, String>();
    for (var entry : nested(custom, "environment").properties()) {
      if (entry.getKey().isEmpty() || entry.getKey().contains("=")) {
        throw wrong("custom.environment has an impossible variable: " + entry.getKey());
      }
      environment.put(entry.getKey(), text("custom.environment", entry.getValue()));
    }
    return new CommandLine(arguments, environment);
  }

  private static JsonNode nested(JsonNode custom, String field) throws RefusedException {
    JsonNode value = custom.path(field);
    return value.isTextual() ? parse("custom." + field, value.textValue()) : value;
  }

  private static JsonNode parse(String what, String json) throws RefusedException {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw wrong(what + " is not JSON: " + e.getOriginalMessage());
    }
  }

  private static String text(String where, JsonNode value) throws RefusedException {
    if (!value.isTextual() || value.textValue().indexOf('\0') >= 0) {
      throw wrong(where + " holds strings only, not " + value);
    }
    return value.textValue();
  }

  private static RefusedException wrong(String reason) {
    return new RefusedException(ServiceError.INVALID_REQUEST_CONTENT, reason);
  }
}
