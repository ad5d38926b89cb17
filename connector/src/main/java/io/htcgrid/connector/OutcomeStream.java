package io.htcgrid.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.htcgrid.connector.watch.OutcomePipeline;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of a session's tasks, each once. Reading waits for the next; the end comes when every
 * task was told. Results are read ahead, up to about 20 MB; a reader may be as slow as it likes.
 *
 * <p>Read it with a {@code for} loop, as a {@link #stream()}, or with {@link #next()}: it is one
 * sequence, whoever takes from it. Close it when leaving before the end. Thread-safe.
 *
 * <pre>{@code
 * try (OutcomeStream outcomes = session.outcomes()) {
 *   for (TaskOutcome outcome : outcomes) { ... }
 * }
 * }</pre>
 */
public final class OutcomeStream implements Iterable<TaskOutcome>, AutoCloseable {
  private final OutcomePipeline pipeline;
  private final GridErrors errors;
  private final ObjectMapper json;

  OutcomeStream(OutcomePipeline pipeline, GridErrors errors, ObjectMapper json) {
    this.pipeline = pipeline;
    this.errors = errors;
    this.json = json;
  }

  /**
   * The next outcome; waits for it. Empty: there is none left, or this was closed.
   *
   * @throws GridInterruptedException when interrupted while it waits; nothing is lost
   * @throws GridClosedException when the connection to the grid is closed
   */
  public Optional<TaskOutcome> next() {
    return errors.call(pipeline::next).map(finished -> TaskOutcome.of(finished, json));
  }

  /** The next outcome if it is here already; does not wait. Empty: it is not, or none is left. */
  public Optional<TaskOutcome> poll() {
    return errors
        .call(() -> Optional.ofNullable(pipeline.poll()))
        .map(finished -> TaskOutcome.of(finished, json));
  }

  @Override
  public Iterator<TaskOutcome> iterator() {
    return new Outcomes();
  }

  /** The outcomes as a sequential stream; closing it closes this. */
  public Stream<TaskOutcome> stream() {
    return StreamSupport.stream(new Sequence(), false).onClose(this::close);
  }

  @Override
  public void close() {
    pipeline.close();
  }

  private final class Outcomes implements Iterator<TaskOutcome> {
    private @Nullable TaskOutcome ahead;

    @Override
    public boolean hasNext() {
      if (ahead == null) {
        ahead = OutcomeStream.this.next().orElse(null);
      }
      return ahead != null;
    }

    @Override
    public TaskOutcome next() {
      if (!hasNext() || ahead == null) {
        throw new NoSuchElementException("every task was told");
      }
      TaskOutcome next = ahead;
      ahead = null;
      return next;
    }
  }

  /** Never splits: a part of a sequence that waits would wait for all of it. */
  private final class Sequence implements Spliterator<TaskOutcome> {
    @Override
    public boolean tryAdvance(Consumer<? super TaskOutcome> action) {
      Optional<TaskOutcome> next = next();
      next.ifPresent(action);
      return next.isPresent();
    }

    @Override
    public @Nullable Spliterator<TaskOutcome> trySplit() {
      return null;
    }

    @Override
    public long estimateSize() {
      return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
      return DISTINCT | NONNULL | ORDERED;
    }
  }
}
