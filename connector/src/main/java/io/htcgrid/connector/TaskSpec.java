package io.htcgrid.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.htcgrid.connector.submit.TaskInput;
import io.htcgrid.control.LaunchData;
import io.htcgrid.control.TaskOverrides;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One task to submit: its payload, and what it changes of its session's settings (2 KB at most).
 * Immutable.
 *
 * <pre>{@code
 * TaskSpec.text("trade 17").timeout(Duration.ofMinutes(5)).environment("CURVE", "EUR")
 * }</pre>
 */
public final class TaskSpec {
  private final Payload payload;
  private final TaskOverrides overrides;

  private TaskSpec(Payload payload, TaskOverrides overrides) {
    this.payload = payload;
    this.overrides = overrides;
  }

  /** A task of these bytes, which are not copied: leave them unchanged until they are submitted. */
  public static TaskSpec bytes(byte[] payload) {
    return new TaskSpec(new Payload.Bytes(payload), TaskOverrides.NONE);
  }

  /** A task of this text, in UTF-8. */
  public static TaskSpec text(String payload) {
    return new TaskSpec(new Payload.Text(payload), TaskOverrides.NONE);
  }

  /** A task of an object's JSON form. */
  public static TaskSpec json(Object payload) {
    return new TaskSpec(new Payload.Json(payload), TaskOverrides.NONE);
  }

  /** A task of a file's bytes, read when they are submitted. */
  public static TaskSpec file(Path payload) {
    return new TaskSpec(new Payload.File(payload), TaskOverrides.NONE);
  }

  /** A task as it was submitted before. */
  static TaskSpec stored(byte[] payload, TaskOverrides overrides) {
    return new TaskSpec(new Payload.Bytes(payload), overrides);
  }

  /** What stands for a task in a collection or stream of payloads. */
  static TaskSpec of(Object element) {
    if (element instanceof TaskSpec task) {
      return task;
    }
    if (element instanceof byte[] bytes) {
      return bytes(bytes);
    }
    if (element instanceof String text) {
      return text(text);
    }
    if (element instanceof File file) {
      return file(file.toPath());
    }
    return element instanceof Path path ? file(path) : json(element);
  }

  /**
   * Runs another function than the session's.
   *
   * @throws InvalidSessionException when the name is blank
   */
  public TaskSpec function(String function) {
    if (function.isBlank()) {
      throw new InvalidSessionException(
          "task: the function has no name; name one, or none to run the session's");
    }
    return with(
        new TaskOverrides(
            function, overrides.arguments(), overrides.environment(), overrides.timeout()));
  }

  /** Has other arguments than the session's. */
  public TaskSpec arguments(String... arguments) {
    return arguments(List.of(arguments));
  }

  /** Has other arguments than the session's. */
  public TaskSpec arguments(List<String> arguments) {
    return with(
        new TaskOverrides(
            overrides.function(), arguments, overrides.environment(), overrides.timeout()));
  }

  /**
   * Adds an environment variable, or gives one of the session's another value.
   *
   * @throws InvalidSessionException when the name is empty or holds {@code =}
   */
  public TaskSpec environment(String name, String value) {
    Map<String, String> before = overrides.environment();
    Map<String, String> environment = new HashMap<>(before == null ? Map.of() : before);
    environment.put(name, value);
    try {
      LaunchData checked = new LaunchData(List.of(), environment);
      return with(
          new TaskOverrides(
              overrides.function(),
              overrides.arguments(),
              checked.environment(),
              overrides.timeout()));
    } catch (IllegalArgumentException e) {
      throw new InvalidSessionException(e);
    }
  }

  /**
   * Bounds each attempt to so long.
   *
   * @throws InvalidSessionException when it is not positive
   */
  public TaskSpec timeout(Duration timeout) {
    try {
      return with(
          new TaskOverrides(
              overrides.function(), overrides.arguments(), overrides.environment(), timeout));
    } catch (IllegalArgumentException e) {
      throw new InvalidSessionException(e);
    }
  }

  private TaskSpec with(TaskOverrides changed) {
    return new TaskSpec(payload, changed);
  }

  /** Looks for problems without keeping the bytes. */
  void check(ObjectMapper json) {
    payload.check(json);
    checkOverrides(json);
  }

  /** Reads the payload. */
  TaskInput read(ObjectMapper json) {
    checkOverrides(json);
    return new TaskInput(payload.read(json), overrides);
  }

  private void checkOverrides(ObjectMapper json) {
    if (overrides.isNone()) {
      return;
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("function", overrides.function());
    fields.put("arguments", overrides.arguments());
    fields.put("environment", overrides.environment());
    fields.put("timeout", overrides.timeout() == null ? null : overrides.timeout().toString());
    fields.values().removeIf(value -> value == null);
    try {
      int bytes = json.writeValueAsBytes(fields).length;
      if (bytes > TaskOverrides.MAX_BYTES) {
        throw new PayloadException(
            "its function, arguments and environment take "
                + bytes
                + " bytes; the limit is "
                + TaskOverrides.MAX_BYTES
                + ". Put what all tasks share into the session",
            null);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Text has a JSON form", e);
    }
  }
}
