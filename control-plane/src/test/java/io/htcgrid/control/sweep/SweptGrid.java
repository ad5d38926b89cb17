package io.htcgrid.control.sweep;

import io.htcgrid.control.LaunchData;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.TaskDefinition;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.config.TestGrid;
import io.htcgrid.control.queue.Received;
import io.htcgrid.control.queue.ReplyMessage;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.control.queue.SettableClock;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.queue.TaskQueues;
import io.htcgrid.control.state.BeginResult;
import io.htcgrid.control.state.Claim;
import io.htcgrid.control.state.ClaimResult;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A grid with a clock that the test moves, and sessions in every stage. */
final class SweptGrid implements AutoCloseable {
  static final Duration TIMEOUT = Duration.ofHours(1);
  private static final Duration SUBMIT_LEASE = Duration.ofSeconds(30);
  private static final int PATIENCE = 10;

  final TestGrid grid;

  /** Near the real time, as the table drops what has expired by that. */
  final SettableClock clock =
      new SettableClock(InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS));

  final GridServices services;

  SweptGrid(TestGrid grid) {
    this.grid = grid;
    GridServices real = grid.clients().services();
    this.services =
        new GridServices(
            real.config(), real.table(), real.queues(), real.replies(), real.blobs(), clock);
  }

  SessionRecord submitting(String... replyQueues) {
    return submitting(false, replyQueues);
  }

  /** An active session that the first failed task ends. */
  SessionRecord failFast(int tasks) {
    SessionRecord session = submitting(true);
    services.table().activate(session.id(), "submitter", tasks);
    return read(session);
  }

  private SessionRecord submitting(boolean failFast, String... replyQueues) {
    Instant now = clock.instant();
    SessionRecord proposed =
        new SessionRecord(
            SessionId.random(clock),
            SessionState.SUBMITTING,
            new SessionSettings(
                "function",
                LaunchData.NONE,
                0,
                null,
                TIMEOUT,
                null,
                RetryPolicy.DEFAULT,
                failFast,
                Map.of(),
                null),
            null,
            "digest",
            now,
            now.plus(TIMEOUT),
            now.plus(Duration.ofDays(14)),
            new SubmitLease("submitter", now.plus(SUBMIT_LEASE), -1),
            -1,
            Set.of(),
            OutcomeCounts.ZERO,
            0,
            List.of(replyQueues),
            null,
            null,
            null);
    return ((BeginResult.Begun) services.table().begin(proposed, now)).session();
  }

  SessionRecord active(int tasks, String... replyQueues) {
    SessionRecord session = submitting(replyQueues);
    services.table().activate(session.id(), "submitter", tasks);
    return read(session);
  }

  SessionRecord read(SessionRecord session) {
    return services.table().readSession(session.id(), clock.instant()).orElseThrow();
  }

  /** Adds all tasks of a page to its progress, which completes it, and does nothing else. */
  void complete(SessionRecord session, int page) {
    PageId id = new PageId(session.id(), page);
    Set<Integer> indexes =
        IntStream.range(id.firstIndex(), id.firstIndex() + session.tasksIn(page))
            .boxed()
            .collect(Collectors.toSet());
    services
        .table()
        .addProgress(id, new Outcomes(indexes, Set.of(), Set.of()), session.pagesExpireAt());
  }

  /** As its connector would send it. */
  TaskMessage message(SessionRecord session, int index) {
    TaskId task = new TaskId(session.id(), index);
    return new TaskMessage(
        task,
        session.tasksIn(task.page().number()),
        new BlobReference("in/00/payloads", 10L * index, 10, index),
        TaskOverrides.NONE,
        null);
  }

  /** An active session whose pages are registered, and no message is sent. */
  SessionRecord registered(int tasks, String... replyQueues) {
    SessionRecord session = active(tasks, replyQueues);
    for (int page = 0; page < session.pageCount(); page++) {
      PageId id = new PageId(session.id(), page);
      List<TaskDefinition> definitions =
          IntStream.range(id.firstIndex(), id.firstIndex() + session.tasksIn(page))
              .mapToObj(index -> message(session, index))
              .map(message -> new TaskDefinition(message.payload(), message.overrides()))
              .toList();
      services.table().registerPage(new PageDefinition(id, definitions), session.pagesExpireAt());
    }
    return session;
  }

  /** Claims a task for an agent. */
  RunRecord claim(TaskMessage message, String owner) {
    Instant now = clock.instant();
    Claim claim = new Claim(owner, owner + "-nonce", now.plusSeconds(30), now.plus(TIMEOUT));
    ClaimResult result = services.table().claim(message.task(), claim, now);
    return ((ClaimResult.Claimed) result).run();
  }

  /** The messages of a level, until there is none for a second. They stay received. */
  List<TaskMessage> messages(int level) {
    List<TaskMessage> all = new ArrayList<>();
    List<Received> some = receive(level);
    while (!some.isEmpty()) {
      some.forEach(each -> all.add(((Received.Task) each).message()));
      some = receive(level);
    }
    return all;
  }

  private List<Received> receive(int level) {
    return services
        .queues()
        .receive(level, TaskQueues.BATCH, Duration.ofSeconds(1), Duration.ofHours(1));
  }

  List<SessionEvent> events(String replyQueue) {
    for (int i = 0; i < PATIENCE; i++) {
      List<ReplyMessage> messages = services.replies().receive(replyQueue, Duration.ofSeconds(1));
      if (!messages.isEmpty()) {
        return messages.get(0).events();
      }
    }
    return List.of();
  }

  @Override
  public void close() {
    grid.close();
  }
}
