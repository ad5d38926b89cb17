package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.Calls;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From tasks known to have ended to finished tasks with their results. Reading goes on beside the
 * reader for as many bytes as the bounds allow, and is started when the reader polls. Not
 * thread-safe.
 */
final class ReadAhead {
  private static final int BATCH = 100;
  private static final int MAX_RESOLVING = 4;
  private static final int MAX_RESOLVED = 256;
  private static final int MAX_FETCHING = 8;
  private static final int CHUNK_TASKS = 200;
  private static final long CHUNK_BYTES = 2L * 1024 * 1024;

  /** Results under way or waiting; a single larger one goes alone. */
  private static final long MAX_BYTES = 16L * 1024 * 1024;

  private final EndedTasks tasks;
  private final boolean isInOrder;
  private final OutcomeResolver resolver;
  private final Calls calls;
  private final Runnable onProgress;
  private final Deque<CompletableFuture<List<ResolvedTask>>> resolving = new ArrayDeque<>();
  private final Deque<ResolvedTask> resolved = new ArrayDeque<>();
  private final Deque<Chunk> fetching = new ArrayDeque<>();
  private final Deque<FinishedTask> ready = new ArrayDeque<>();
  private long bytesAhead;

  private record Chunk(long bytes, CompletableFuture<List<FinishedTask>> results) {}

  /**
   * @param onProgress called when something that was started is done
   */
  ReadAhead(
      EndedTasks tasks,
      boolean isInOrder,
      OutcomeResolver resolver,
      Calls calls,
      Runnable onProgress) {
    this.tasks = tasks;
    this.isInOrder = isInOrder;
    this.resolver = resolver;
    this.calls = calls;
    this.onProgress = onProgress;
  }

  /**
   * The next finished task, or null when none is ready.
   *
   * @throws RuntimeException the error that reading ended with; every further poll throws it again
   */
  @Nullable FinishedTask poll() {
    resolve();
    fetch();
    if (ready.isEmpty()) {
      take();
    }
    return ready.poll();
  }

  /** Whether nothing is under way or waiting. */
  boolean isEmpty() {
    return resolving.isEmpty() && resolved.isEmpty() && fetching.isEmpty() && ready.isEmpty();
  }

  private void resolve() {
    firstDone(resolving, each -> each).ifPresent(done -> resolved.addAll(Calls.result(done)));
    while (resolving.size() < MAX_RESOLVING && resolved.size() < MAX_RESOLVED) {
      List<Ended> batch = tasks.take(BATCH);
      if (batch.isEmpty()) {
        return;
      }
      List<ResolvedTask> told =
          batch.stream().map(resolver::fromEvent).flatMap(Optional::stream).toList();
      if (told.size() == batch.size() && (resolving.isEmpty() || !isInOrder)) {
        resolved.addAll(told);
      } else {
        resolving.add(started(calls.fork(() -> resolver.resolve(batch))));
      }
    }
  }

  private void fetch() {
    while (!resolved.isEmpty() && fetching.size() < MAX_FETCHING) {
      if (bytesAhead > 0 && bytesAhead + resolved.element().bytes() > MAX_BYTES) {
        return;
      }
      List<ResolvedTask> chunk = new ArrayList<>();
      long bytes = 0;
      boolean isHere = true;
      while (!resolved.isEmpty()
          && chunk.size() < CHUNK_TASKS
          && (chunk.isEmpty() || bytes + resolved.element().bytes() <= CHUNK_BYTES)) {
        ResolvedTask next = resolved.remove();
        chunk.add(next);
        bytes += next.bytes();
        isHere &= next instanceof ResolvedTask.Whole;
      }
      bytesAhead += bytes;
      fetching.add(
          new Chunk(
              bytes,
              isHere
                  ? CompletableFuture.completedFuture(resolver.fetch(chunk))
                  : started(calls.fork(() -> resolver.fetch(chunk)))));
    }
  }

  private void take() {
    firstDone(fetching, Chunk::results)
        .ifPresent(
            done -> {
              ready.addAll(Calls.result(done.results()));
              bytesAhead -= done.bytes();
            });
  }

  /** Takes out what is done: the first alone when order matters. What failed stays and throws. */
  private <T> Optional<T> firstDone(Deque<T> all, Function<T, CompletableFuture<?>> future) {
    Iterator<T> each = all.iterator();
    while (each.hasNext()) {
      T next = each.next();
      if (future.apply(next).isDone()) {
        Calls.result(future.apply(next));
        each.remove();
        return Optional.of(next);
      }
      if (isInOrder) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private <T> CompletableFuture<T> started(CompletableFuture<T> future) {
    var unused = future.whenComplete((result, error) -> onProgress.run());
    return future;
  }
}
