package io.htcgrid.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.htcgrid.connector.watch.FinishedTask;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.TaskId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a task ended: with a result, with an error, or not at all. Immutable. */
public sealed interface TaskOutcome {

  /** The task's address. */
  TaskId task();

  /** COMPLETED, FAILED or CANCELLED. */
  TaskState state();

  /** The task's index in its session, from 0. */
  default int index() {
    return task().index();
  }

  /**
   * The completed task, for those who expect nothing else.
   *
   * @throws TaskNotCompletedException when it FAILED or was CANCELLED
   */
  Completed orThrow();

  /** What is known of the task's end. */
  static TaskOutcome of(FinishedTask finished, ObjectMapper json) {
    if (finished instanceof FinishedTask.Failed failed) {
      return new Failed(failed.task(), failed.error());
    }
    return finished instanceof FinishedTask.Cancelled cancelled
        ? new Cancelled(cancelled.task())
        : new Completed(finished, json);
  }

  /** The task's function returned a result. */
  final class Completed implements TaskOutcome {
    private final FinishedTask finished;
    private final ObjectMapper json;

    private Completed(FinishedTask finished, ObjectMapper json) {
      this.finished = finished;
      this.json = json;
    }

    @Override
    public TaskId task() {
      return finished.task();
    }

    @Override
    public TaskState state() {
      return TaskState.COMPLETED;
    }

    @Override
    public Completed orThrow() {
      return this;
    }

    /**
     * The result as the function returned it; not copied.
     *
     * @throws ResultUnreadableException when it has expired or was damaged
     */
    public byte[] bytes() {
      if (finished instanceof FinishedTask.Completed completed) {
        return completed.content();
      }
      FinishedTask.Unreadable unreadable = (FinishedTask.Unreadable) finished;
      throw new ResultUnreadableException(task(), unreadable.reason(), unreadable.cause());
    }

    /** The result as UTF-8 text. */
    public String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    /**
     * The result, which is JSON, as an object.
     *
     * @throws ResultUnreadableException when it is no JSON, not of this type, or null
     */
    public <T> T as(Class<T> type) {
      return parse(type.getTypeName(), bytes -> json.readValue(bytes, type));
    }

    /** As {@link #as(Class)}, for generic types. */
    public <T> T as(TypeReference<T> type) {
      return parse(type.getType().getTypeName(), bytes -> json.readValue(bytes, type));
    }

    private <T> T parse(String type, Parser<T> parser) {
      T value;
      try {
        value = parser.parse(bytes());
      } catch (JsonProcessingException e) {
        throw new ResultUnreadableException(
            task(), "it is no JSON of " + type + ": " + e.getOriginalMessage(), e);
      } catch (IOException e) {
        throw new ResultUnreadableException(task(), e.toString(), e);
      }
      if (value == null) {
        throw new ResultUnreadableException(task(), "it is null and no " + type, null);
      }
      return value;
    }

    private interface Parser<T> {
      @Nullable T parse(byte[] json) throws IOException;
    }

    @Override
    public String toString() {
      return "Completed[task=" + task() + "]";
    }
  }

  /**
   * The task ended without a result.
   *
   * @param error why
   */
  record Failed(TaskId task, TaskError error) implements TaskOutcome {
    @Override
    public TaskState state() {
      return TaskState.FAILED;
    }

    /** What failed: the function, its process, its time, … */
    public FailureKind kind() {
      return error.kind();
    }

    /** The error's name, as the function or the runtime gave it. */
    public String type() {
      return error.type();
    }

    /** What happened. */
    public String message() {
      return error.message();
    }

    @Override
    public Completed orThrow() {
      throw new TaskNotCompletedException(
          this, "it FAILED with " + kind() + ", " + type() + ": " + message());
    }
  }

  /** The task was cancelled, or its session ended before it did. */
  record Cancelled(TaskId task) implements TaskOutcome {
    @Override
    public TaskState state() {
      return TaskState.CANCELLED;
    }

    @Override
    public Completed orThrow() {
      throw new TaskNotCompletedException(this, "it was CANCELLED");
    }
  }
}
