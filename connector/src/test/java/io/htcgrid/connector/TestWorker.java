package io.htcgrid.connector;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.Backoff;
import io.htcgrid.control.protocol.ClaimTask;
import io.htcgrid.control.protocol.CommitOutcomes;
import io.htcgrid.control.protocol.FinishTry;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.control.protocol.Verdict;
import io.htcgrid.control.queue.Received;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs tasks by the grid's own protocols, one batch of messages after the other. */
class TestWorker implements AutoCloseable {
  /** What stands for a task's function: a result, or an exception that says why there is none. */
  interface Function {
    byte[] run(TaskMessage task, byte[] payload) throws TaskFailedException;
  }

  /** Makes a task FAILED. */
  static final class TaskFailedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient TaskError error;

    TaskFailedException(TaskError error) {
      super(error.message());
      this.error = error;
    }
  }

  private static final Duration VISIBILITY = Duration.ofSeconds(30);

  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Done(
      SessionRecord session, TaskMessage message, RunRecord run, byte @Nullable [] result) {}

  private final GridServices services;
  private final Function function;
  private final String owner = UUID.randomUUID().toString();
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  TestWorker(GridServices services, Function function) {
    this.services = services;
    this.function = function;
  }

  /** A worker whose function returns its payload. */
  static TestWorker echo(GridServices services) {
    return new TestWorker(services, (task, payload) -> payload);
  }

  /** Works on threads of its own until closed. */
  TestWorker start(int count) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(this::work, "test-worker-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    return this;
  }

  /** Deletes all messages unseen. */
  void dropAll() {
    for (int level = 0; level < services.queues().levels(); level++) {
      List<Received> received = services.queues().receive(level, 10, Duration.ZERO, VISIBILITY);
      while (!received.isEmpty()) {
        services.queues().delete(level, received.stream().map(Received::receipt).toList());
        received = services.queues().receive(level, 10, Duration.ZERO, VISIBILITY);
      }
    }
  }

  private void work() {
    while (!isClosed.get()) {
      runBatch(Duration.ofSeconds(1));
    }
  }

  /** Runs up to so many tasks on this thread, or fewer when there are no more. */
  int runSome(int count) {
    int run = 0;
    while (run < count) {
      int batch = run(Math.min(10, count - run), Duration.ZERO);
      if (batch == 0) {
        return run;
      }
      run += batch;
    }
    return run;
  }

  private void runBatch(Duration wait) {
    run(10, wait);
  }

  private int run(int max, Duration wait) {
    List<Received> received = List.of();
    for (int level = services.queues().levels() - 1; level >= 0 && received.isEmpty(); level--) {
      received =
          services.queues().receive(level, max, level == 0 ? wait : Duration.ZERO, VISIBILITY);
    }
    if (received.isEmpty()) {
      return 0;
    }
    Map<SessionId, Optional<SessionRecord>> sessions = new HashMap<>();
    List<Done> done = new ArrayList<>();
    for (Received each : received) {
      TaskMessage message = ((Received.Task) each).message();
      Optional<SessionRecord> session =
          sessions.computeIfAbsent(message.task().session(), this::read);
      session
          .filter(known -> !known.ended())
          .flatMap(known -> runOne(known, message, each.level()))
          .ifPresent(done::add);
    }
    commit(done);
    services
        .queues()
        .delete(received.get(0).level(), received.stream().map(Received::receipt).toList());
    return received.size();
  }

  private Optional<SessionRecord> read(SessionId session) {
    return services.table().readSession(session, services.clock().instant());
  }

  private Optional<Done> runOne(SessionRecord session, TaskMessage message, int level) {
    ClaimTask.Outcome claimed =
        new ClaimTask(
                services.table(),
                services.clock(),
                LeaseTerms.DEFAULT,
                new ClaimTask.Wanted(
                    message.task(),
                    session.settings().retry(),
                    owner,
                    UUID.randomUUID().toString(),
                    session.pagesExpireAt()))
            .run();
    if (claimed instanceof ClaimTask.Outcome.Terminal terminal) {
      return Optional.of(new Done(session, message, terminal.run(), null));
    }
    if (!(claimed instanceof ClaimTask.Outcome.Claimed claim)) {
      return Optional.empty();
    }
    byte[] result = null;
    Verdict verdict;
    try {
      result = function.run(message, payload(message));
      String key = "out/00/" + session.id() + "/" + UUID.randomUUID();
      services.blobs().put(key, result);
      verdict = new Verdict.Succeeded(BlobReference.of(key, 0, result));
    } catch (TaskFailedException e) {
      verdict = new Verdict.Failed(e.error, null);
    }
    FinishTry.Outcome finished =
        new FinishTry(
                services.table(),
                services.clock(),
                session.settings().retry(),
                message,
                claim.run(),
                verdict,
                new FinishTry.Route(services.queues(), level, session.fairShareKey(), backoff()))
            .run();
    return finished instanceof FinishTry.Outcome.Terminal terminal
        ? Optional.of(new Done(session, message, terminal.run(), result))
        : Optional.empty();
  }

  private static Backoff backoff() {
    return new Backoff(
        Duration.ofMillis(1), Duration.ofMillis(1), new SplittableRandom(1), pause -> {});
  }

  private byte[] payload(TaskMessage message) {
    byte[] inline = message.inlinePayload();
    return inline != null ? inline : services.blobs().read(message.task(), message.payload());
  }

  private void commit(List<Done> done) {
    done.stream()
        .collect(Collectors.groupingBy(each -> each.run().task().page()))
        .forEach(this::commit);
  }

  private void commit(PageId page, List<Done> done) {
    Done first = done.get(0);
    CommitOutcomes.Committed committed =
        new CommitOutcomes(
                services.table(),
                services.clock(),
                page,
                first.message().tasksInPage(),
                first.session().sized(),
                outcomes(done.stream().map(Done::run).toList()),
                first.session().pagesExpireAt())
            .run();
    List<SessionEvent> events = new ArrayList<>();
    done.forEach(each -> event(each, committed).ifPresent(events::add));
    committed
        .endedSession()
        .ifPresent(
            end ->
                events.add(new SessionEvent.SessionEnded(end.id(), end.state(), end.endReason())));
    // The queues that are named now: a connector may have come since the batch began.
    read(page.session())
        .ifPresent(session -> session.replyQueues().forEach(queue -> send(queue, events)));
  }

  /** Tells a connector; a test may lose it on the way. */
  void send(String queue, List<SessionEvent> events) {
    services.replies().send(queue, events);
  }

  private static Optional<SessionEvent> event(Done done, CommitOutcomes.Committed committed) {
    RunRecord run = done.run();
    return switch (committed.progress().stateOf(run.task().index())) {
      case COMPLETED -> Optional.of(completed(run, done.result()));
      case FAILED ->
          Optional.of(new SessionEvent.TaskFailed(run.task(), Objects.requireNonNull(run.error())));
      case CANCELLED -> Optional.of(new SessionEvent.TaskCancelled(run.task()));
      case PENDING, RUNNING -> Optional.empty();
    };
  }

  private static SessionEvent completed(RunRecord run, byte @Nullable [] result) {
    boolean isInline = result != null && result.length <= SessionEvent.MAX_INLINE_BYTES;
    return new SessionEvent.TaskCompleted(
        run.task(), Objects.requireNonNull(run.result()), isInline ? result : null);
  }

  private static Outcomes outcomes(List<RunRecord> runs) {
    Set<Integer> completed = new HashSet<>();
    Set<Integer> failed = new HashSet<>();
    Set<Integer> cancelled = new HashSet<>();
    for (RunRecord run : runs) {
      Outcomes one = Outcomes.of(run);
      completed.addAll(one.completed());
      failed.addAll(one.failed());
      cancelled.addAll(one.cancelled());
    }
    return new Outcomes(completed, failed, cancelled);
  }

  @Override
  public void close() {
    isClosed.set(true);
    for (Thread thread : threads) {
      try {
        thread.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
