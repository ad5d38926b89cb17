package io.htcgrid.system.trouble;

import static io.htcgrid.system.trouble.Patiently.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.LaunchData;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.TaskDefinition;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.state.Claim;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.control.sweep.Sweeper;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What crashes leave behind, for a sweeper to repair. */
public final class HalfDone {
  private static final int RUNS = 40;
  private static final Duration SOON = Duration.ofMillis(100);

  /** More than one sweeper that fails keeps others from a session. */
  private static final Duration BETWEEN_RUNS = Duration.ofMinutes(15);

  private final GridServices services;

  private HalfDone(GridServices services) {
    this.services = services;
  }

  /** Leaves some of each kind, and lets sweepers run until all is repaired. */
  static void sweep(Lane lane) {
    HalfDone half = new HalfDone(lane.services());
    String queue = half.services.replies().create(UUID.randomUUID().toString());
    SessionId abandoned = half.submitting(Duration.ofDays(1), List.of(queue), RetryPolicy.DEFAULT);
    SessionId overdue = half.active(Duration.ofMinutes(1), 1);
    SessionId complete = half.active(Duration.ofDays(1), 2);
    half.completePage(complete);
    SessionId unsent = half.active(Duration.ofDays(1), 1);
    half.define(unsent);
    half.putLetters();
    BooleanSupplier repaired = () -> half.isRepaired(queue, abandoned, overdue, complete, unsent);
    for (int run = 0; run < RUNS && !Patiently.within(SOON, repaired); run++) {
      Sweeper.of(QuickClients.later(lane.sweeperServices(), BETWEEN_RUNS.multipliedBy(run)))
          .runOnce();
    }
    assertThat(Committed.session(lane, abandoned).endReason())
        .isEqualTo(EndReason.SUBMISSION_ABANDONED);
    assertThat(Committed.session(lane, overdue).endReason()).isEqualTo(EndReason.TIMED_OUT);
    SessionRecord closed = Committed.session(lane, complete);
    assertThat(closed.state()).isEqualTo(SessionState.COMPLETED);
    assertThat(closed.counts()).isEqualTo(new OutcomeCounts(2, 0, 0));
    assertThat(Committed.of(lane, unsent).sets()).isEqualTo(new OutcomeCounts(1, 0, 0));
    assertThat(half.services.replies().createdAt(queue)).isEmpty();
  }

  /** Its one task is registered, and its message is lost. */
  private void define(SessionId id) {
    byte[] payload = "small".getBytes(UTF_8);
    BlobReference reference = BlobReference.of("in/" + id, 0, payload);
    services.blobs().put(reference.key(), payload);
    services
        .table()
        .registerPage(
            new PageDefinition(
                new PageId(id, 0), List.of(new TaskDefinition(reference, TaskOverrides.NONE))),
            services.clock().instant().plus(Duration.ofDays(14)));
  }

  /**
   * A task that completed, whose agent died before it said so to the page, and whose message has
   * become a dead letter.
   */
  public static SessionId uncommitted(Lane lane) {
    HalfDone half = new HalfDone(lane.services());
    SessionId id = half.active(Duration.ofDays(1), 1);
    TaskId task = new TaskId(id, 0);
    Instant now = half.services.clock().instant();
    half.services
        .table()
        .claim(
            task,
            new Claim("lost", "nonce", now.plusSeconds(60), now.plus(Duration.ofDays(14))),
            now);
    half.services
        .table()
        .complete(task, "lost", 1, BlobReference.of("out/none", 0, "small".getBytes(UTF_8)), now);
    half.services.queues().deadLetter(message(id), "as the test wants it");
    return id;
  }

  /** A session whose deadline has passed, and whose task no agent knows of. */
  public static SessionId overdue(Lane lane) {
    return new HalfDone(lane.services()).active(Duration.ofMillis(1), 1);
  }

  /** A submission that stopped before its session was active; its only task ends nevertheless. */
  public static void endBeforeActive(Lane lane) {
    HalfDone half = new HalfDone(lane.services());
    SessionId id = half.submitting(Duration.ofDays(1), List.of(), RetryPolicy.DEFAULT);
    half.define(id);
    assertThat(half.services.queues().send(0, id.value(), List.of(message(id)), Duration.ZERO))
        .isEmpty();
    PageId page = new PageId(id, 0);
    until("its task ends", () -> half.services.table().readProgress(page).completed().contains(0));
  }

  /** One that nobody needs, and one that nobody can read. */
  private void putLetters() {
    SessionId cancelled = active(Duration.ofDays(1), 1);
    EndSession.cancel(services.table(), services.replies(), services.clock(), cancelled).run();
    services.queues().deadLetter(message(cancelled), "as the test wants it");
    services.queues().deadLetter("no JSON", "as the test wants it");
  }

  private boolean isRepaired(String queue, SessionId... sessions) {
    return Stream.of(sessions).allMatch(this::isEnded)
        && services.replies().createdAt(queue).isEmpty();
  }

  /** Two claims of an agent that is lost; the session of the second allows no further try. */
  static void lostAgent(Lane lane) {
    HalfDone half = new HalfDone(lane.services());
    SessionId repeated = half.active(Duration.ofDays(1), 1);
    SessionId last = half.active(Duration.ofDays(1), 1, RetryPolicy.NONE);
    half.loseClaim(repeated);
    half.loseClaim(last);
    until("the lost tasks end", () -> half.isEnded(repeated) && half.isEnded(last));
    assertThat(Committed.of(lane, repeated).sets()).isEqualTo(new OutcomeCounts(1, 0, 0));
    assertThat(Committed.of(lane, last).sets()).isEqualTo(new OutcomeCounts(0, 1, 0));
  }

  /** Its heartbeats have stopped long ago, and its message appears again. */
  private void loseClaim(SessionId id) {
    TaskId task = new TaskId(id, 0);
    Instant now = services.clock().instant();
    Instant past = now.minusSeconds(60);
    services
        .table()
        .claim(task, new Claim("lost", "nonce", past, now.plus(Duration.ofDays(14))), past);
    services.table().renew(task, "lost", 1, past);
    assertThat(services.queues().send(0, id.value(), List.of(message(id)), Duration.ZERO))
        .isEmpty();
  }

  private static TaskMessage message(SessionId id) {
    byte[] payload = "small".getBytes(UTF_8);
    return new TaskMessage(
        new TaskId(id, 0), 1, BlobReference.of("in/none", 0, payload), TaskOverrides.NONE, payload);
  }

  private boolean isEnded(SessionId id) {
    return services
        .table()
        .readSession(id, services.clock().instant())
        .map(SessionRecord::ended)
        .orElse(false);
  }

  /** Lets a session name a reply queue that is not there any more. */
  static void addLostReplyQueue(Lane lane, SessionId session) {
    GridServices services = lane.services();
    String queue = services.replies().create(UUID.randomUUID().toString());
    services.table().addReplyQueue(session, queue);
    services.replies().delete(queue);
  }

  private SessionId submitting(Duration timeout, List<String> replyQueues, RetryPolicy retries) {
    Instant now = services.clock().instant();
    SessionId id = SessionId.random(services.clock());
    services
        .table()
        .begin(
            new SessionRecord(
                id,
                SessionState.SUBMITTING,
                new SessionSettings(
                    "any", LaunchData.NONE, 0, null, timeout, null, retries, false, Map.of(), null),
                null,
                "digest",
                now,
                now.plus(timeout),
                now.plus(Duration.ofDays(14)),
                new SubmitLease("submitter", now.plusSeconds(30), -1),
                -1,
                Set.of(),
                OutcomeCounts.ZERO,
                0,
                replyQueues,
                null,
                null,
                null),
            now);
    return id;
  }

  private SessionId active(Duration timeout, int tasks) {
    return active(timeout, tasks, RetryPolicy.DEFAULT);
  }

  private SessionId active(Duration timeout, int tasks, RetryPolicy retries) {
    SessionId id = submitting(timeout, List.of(), retries);
    services.table().activate(id, "submitter", tasks);
    return id;
  }

  /** Its two tasks ended; whoever saw that died before closing the page. */
  private void completePage(SessionId id) {
    services
        .table()
        .addProgress(
            new PageId(id, 0),
            new Outcomes(Set.of(0, 1), Set.of(), Set.of()),
            services.clock().instant().plus(Duration.ofDays(14)));
  }
}
