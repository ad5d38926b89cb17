package io.htcgrid.connector;

import io.htcgrid.control.LaunchData;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.data.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A session to submit: one function and the tasks it runs.
 *
 * <pre>{@code
 * SessionSpec.function("price")
 *     .payloads(trades)
 *     .environment("DAY", "2026-11-22")
 *     .timeout(Duration.ofHours(1))
 *     .build();
 * }</pre>
 *
 * <p>Payloads keep the order in which they are added, and a task's index counts from 0. A {@link
 * Collection} is checked as a whole before anything is sent. An {@link Iterable}, {@link Iterator}
 * or {@link Stream} is read while the session is submitted, however long it is; when it throws, the
 * session is cancelled. Immutable, but a stream or an iterator in it can be submitted once.
 */
public final class SessionSpec {
  private final SessionSettings settings;
  private final @Nullable String clientToken;
  private final TaskSource tasks;

  private SessionSpec(SessionSettings settings, @Nullable String clientToken, TaskSource tasks) {
    this.settings = settings;
    this.clientToken = clientToken;
    this.tasks = tasks;
  }

  /** Begins a session whose tasks run this function. */
  public static Builder function(String name) {
    return new Builder(name);
  }

  SessionSettings settings() {
    return settings;
  }

  Optional<String> clientToken() {
    return Optional.ofNullable(clientToken);
  }

  TaskSource tasks() {
    return tasks;
  }

  /** Collects what a session is made of. Not thread-safe. */
  public static final class Builder {
    private final String function;
    private final List<TaskSource.Part> parts = new ArrayList<>();
    private List<TaskSpec> single = new ArrayList<>();
    private List<String> arguments = List.of();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private int priority;
    private @Nullable String fairShareKey;
    private Duration timeout = SessionSettings.LONGEST_TIMEOUT;
    private @Nullable Duration taskTimeout;
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private boolean failFast;
    private @Nullable String clientToken;
    private @Nullable SessionId parent;

    private Builder(String function) {
      this.function = function;
    }

    /** Begins with another session's settings. */
    Builder(SessionSettings like) {
      this(like.function());
      arguments = like.launch().arguments();
      environment.putAll(like.launch().environment());
      tags.putAll(like.tags());
      priority = like.priority();
      fairShareKey = like.fairShareKey();
      timeout = like.timeout();
      taskTimeout = like.taskTimeout();
      retry = like.retry();
      failFast = like.failFast();
    }

    /** Adds a task of these bytes, which are not copied: leave them unchanged until submitted. */
    public Builder payload(byte[] payload) {
      return task(TaskSpec.bytes(payload));
    }

    /** Adds a task of this text, in UTF-8. */
    public Builder payload(String payload) {
      return task(TaskSpec.text(payload));
    }

    /** Adds a task of an object's JSON form. */
    public Builder json(Object payload) {
      return task(TaskSpec.json(payload));
    }

    /** Adds a task of a file's bytes: 32 MiB at most. */
    public Builder file(Path payload) {
      return task(TaskSpec.file(payload));
    }

    /** Adds a task with settings of its own. */
    public Builder task(TaskSpec task) {
      if (single.isEmpty()) {
        parts.add(new TaskSource.Part.Known(single));
      }
      single.add(task);
      return this;
    }

    /**
     * Adds a task for each element: a {@code byte[]} as it is, a {@link String} in UTF-8, a {@link
     * Path} or {@link java.io.File} as the file's bytes, a {@link TaskSpec} as it says, any other
     * object as JSON. A {@link Collection} is checked before anything is sent; any other iterable
     * is read when submitted.
     */
    public Builder payloads(Iterable<?> payloads) {
      if (payloads instanceof Path file) {
        // A path is an iterable of its names, which nobody means.
        return file(file);
      }
      return add(
          payloads instanceof Collection<?> known
              ? new TaskSource.Part.Known(known)
              : new TaskSource.Part.Lazy(payloads));
    }

    /** As {@link #payloads(Iterable)}, read when submitted; the stream is closed then. */
    public Builder payloads(Stream<?> payloads) {
      return add(new TaskSource.Part.OnceStream(payloads));
    }

    /** As {@link #payloads(Iterable)}, read when submitted. */
    public Builder payloads(Iterator<?> payloads) {
      return add(new TaskSource.Part.Once(payloads));
    }

    private Builder add(TaskSource.Part part) {
      single = new ArrayList<>();
      parts.add(part);
      return this;
    }

    /** The arguments that reach the function with each task. */
    public Builder arguments(String... arguments) {
      return arguments(List.of(arguments));
    }

    /** The arguments that reach the function with each task. */
    public Builder arguments(List<String> arguments) {
      this.arguments = List.copyOf(arguments);
      return this;
    }

    /** Adds a variable that reaches the function with each task. */
    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** Adds variables that reach the function with each task. */
    public Builder environment(Map<String, String> variables) {
      environment.putAll(variables);
      return this;
    }

    /** 0, the default, is the lowest; the grid's number of levels is the bound. */
    public Builder priority(int priority) {
      this.priority = priority;
      return this;
    }

    /** Sessions of one key share a queue's attention; by default each session has its own. */
    public Builder fairShareKey(String key) {
      this.fairShareKey = key;
      return this;
    }

    /** From submit until the session is ended as it is; 13 days at most, and by default. */
    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    /** Of each attempt of a task; by default the function's own. */
    public Builder taskTimeout(Duration timeout) {
      this.taskTimeout = timeout;
      return this;
    }

    /** Which failed tries are repeated; by default those whose process or agent was lost. */
    public Builder retry(RetryPolicy policy) {
      this.retry = policy;
      return this;
    }

    /** Whether the first FAILED task ends the session; by default it does not. */
    public Builder failFast(boolean failFast) {
      this.failFast = failFast;
      return this;
    }

    /** Adds a tag, for listing and cost allocation. */
    public Builder tag(String name, String value) {
      tags.put(name, value);
      return this;
    }

    /** Adds tags, for listing and cost allocation. */
    public Builder tags(Map<String, String> byName) {
      tags.putAll(byName);
      return this;
    }

    /**
     * The caller's own name for this submission: submitting again with the same token and content
     * gives the same session, whatever happened to the first call.
     */
    public Builder clientToken(String token) {
      this.clientToken = token;
      return this;
    }

    /** The session whose failed tasks this one repeats. */
    public Builder parent(SessionId session) {
      this.parent = session;
      return this;
    }

    /**
     * The session as it was described. What a grid refuses, it refuses when it is submitted.
     *
     * @throws InvalidSessionException when a setting is out of bounds
     */
    public SessionSpec build() {
      try {
        if (clientToken != null && clientToken.isBlank()) {
          throw new InvalidSessionException("the client token is blank; give one or leave it out");
        }
        SessionSettings settings =
            new SessionSettings(
                function,
                new LaunchData(arguments, environment),
                priority,
                fairShareKey,
                timeout,
                taskTimeout,
                retry,
                failFast,
                tags,
                parent == null ? null : parent.value());
        // Tasks added from now on belong to the next session.
        single = new ArrayList<>();
        return new SessionSpec(settings, clientToken, new TaskSource(parts));
      } catch (IllegalArgumentException e) {
        throw new InvalidSessionException(e);
      }
    }
  }
}
