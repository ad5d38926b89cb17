package io.htcgrid.agent.invoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * Lambda's client context: how a function learns which task it runs, and its launch data. All
 * values of {@code custom} are strings, as the mobile SDKs have it and the Java and Python runtimes
 * expect; {@code arguments} holds a JSON array, {@code environment} a JSON object and {@code
 * timeoutMillis}, if the attempt has a timeout, what the grid's own runtime ends it by.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Lambda: Invoke,
 *     X-Amz-Client-Context</a>
 */
final class ClientContext {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ClientContext() {}

  /** The header's value. */
  static String of(FunctionCall call) {
    ObjectNode context = JSON.createObjectNode();
    ObjectNode custom = context.putObject("custom");
    custom.put("session", call.task().session().value());
    custom.put("index", Integer.toString(call.task().index()));
    custom.put("attempt", Integer.toString(call.attempt()));
    Duration timeout = call.timeout();
    if (timeout != null) {
      custom.put("timeoutMillis", Long.toString(Math.max(1, timeout.toMillis())));
    }
    custom.put("arguments", json(call.launch().arguments()));
    custom.put("environment", json(call.launch().environment()));
    return Base64.getEncoder().encodeToString(json(context).getBytes(StandardCharsets.UTF_8));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Strings, lists and maps of strings have a JSON form", e);
    }
  }
}
