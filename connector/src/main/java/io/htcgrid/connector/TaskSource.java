package io.htcgrid.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.htcgrid.connector.submit.TaskInput;
import io.htcgrid.data.BlobTooLargeException;
import io.htcgrid.data.TaskId;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tasks of a session, in order: some known beforehand, some not before they are read. */
final class TaskSource {
  private static final String READ_ONCE =
      "its payloads are a stream or an iterator, which can be read once, and were read before;"
          + " build another SessionSpec";

  private final List<Part> parts;
  private final AtomicBoolean isRead = new AtomicBoolean();

  /** Some of the tasks. */
  sealed interface Part {
    /** All there, to be checked before anything is sent. */
    record Known(Collection<?> elements) implements Part {}

    record Lazy(Iterable<?> elements) implements Part {}

    record Once(Iterator<?> elements) implements Part {}

    /** Closed when it was read. */
    record OnceStream(Stream<?> elements) implements Part {}
  }

  TaskSource(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Checks all tasks that are known beforehand.
   *
   * @throws InvalidSessionException for the first problem, with the task's index
   */
  void check(ObjectMapper json) {
    long count = parts.stream().mapToLong(TaskSource::knownSize).sum();
    if (count > TaskId.MAX_TASKS) {
      throw tooMany(count + " tasks");
    }
    int index = 0;
    boolean isLazy = false;
    for (Part part : parts) {
      if (!(part instanceof Part.Known known)) {
        isLazy = true;
        continue;
      }
      for (Object each : known.elements()) {
        try {
          spec(each).check(json);
        } catch (PayloadException | BlobTooLargeException e) {
          throw isLazy ? new InvalidSessionException(e) : new InvalidSessionException(index, e);
        }
        index++;
      }
    }
    if (!isLazy && index == 0) {
      throw empty();
    }
    if (isRead.get() && isReadOnce()) {
      throw new InvalidSessionException(READ_ONCE);
    }
  }

  static InvalidSessionException empty() {
    return new InvalidSessionException("the session has no task; add at least one payload");
  }

  private static InvalidSessionException tooMany(String many) {
    return new InvalidSessionException(
        "the session has "
            + many
            + "; the limit is "
            + TaskId.MAX_TASKS
            + ". Submit several sessions");
  }

  private static long knownSize(Part part) {
    return part instanceof Part.Known known ? known.elements().size() : 0;
  }

  private boolean isReadOnce() {
    return parts.stream()
        .anyMatch(part -> part instanceof Part.Once || part instanceof Part.OnceStream);
  }

  /**
   * Begins to read the tasks.
   *
   * @throws InvalidSessionException when they were read before and cannot be again
   */
  Iterator<TaskInput> open(ObjectMapper json) {
    if (isRead.getAndSet(true) && isReadOnce()) {
      throw new InvalidSessionException(READ_ONCE);
    }
    return new Reading(json);
  }

  private static TaskSpec spec(@Nullable Object element) {
    if (element == null) {
      throw new PayloadException("the payload is null", null);
    }
    return TaskSpec.of(element);
  }

  /** Closes the streams among the parts. */
  void close() {
    for (Part part : parts) {
      if (part instanceof Part.OnceStream stream) {
        stream.elements().close();
      }
    }
  }

  private static Iterator<?> iterator(Part part) {
    if (part instanceof Part.Known known) {
      return known.elements().iterator();
    }
    if (part instanceof Part.Lazy lazy) {
      return lazy.elements().iterator();
    }
    return part instanceof Part.Once once
        ? once.elements()
        : ((Part.OnceStream) part).elements().iterator();
  }

  private final class Reading implements Iterator<TaskInput> {
    private final ObjectMapper json;
    private final Iterator<Part> rest = parts.iterator();
    private Iterator<?> current = List.of().iterator();
    private int index;

    private Reading(ObjectMapper json) {
      this.json = json;
    }

    @Override
    public boolean hasNext() {
      while (!current.hasNext()) {
        if (!rest.hasNext()) {
          return false;
        }
        current = iterator(rest.next());
      }
      return true;
    }

    @Override
    public TaskInput next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (index == TaskId.MAX_TASKS) {
        throw tooMany("too many tasks");
      }
      Object element = current.next();
      try {
        TaskInput task = spec(element).read(json);
        index++;
        return task;
      } catch (PayloadException | BlobTooLargeException e) {
        throw new InvalidSessionException(index, e);
      }
    }
  }
}
