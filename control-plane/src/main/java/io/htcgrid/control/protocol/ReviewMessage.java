package io.htcgrid.control.protocol;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.queue.SendFailure;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.queue.TaskQueues;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.control.state.RunResult;
import io.htcgrid.control.state.StateTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sweep: does for a task message on the dead-letter queue what its task still needs: commits a
 * terminal task once more, gives up one whose tries are used up or whose message agents cannot
 * handle, sends any other its message again. All of it may be repeated, by many at once.
 */
public final class ReviewMessage implements Protocol<ReviewMessage.Fate> {
  /** How it ended. */
  public sealed interface Fate {
    /** The session has ended, or the task is terminal and committed: delete the letter. */
    record Settled() implements Fate {}

    /** The task has a new message: delete the letter. */
    record Resent() implements Fate {}

    /** The service did not take the new message: look again. */
    record NotSent(SendFailure failure) implements Fate {}

    /** An agent holds the task, or it waits for its next try: look again then. */
    record Waiting(Instant until) implements Fate {}

    /** There is no session, or it has expired. */
    record NoSession() implements Fate {}

    /**
     * Its session has no such task.
     *
     * @param reason one sentence
     */
    record Foreign(String reason) implements Fate {}
  }

  private final StateTable table;
  private final TaskQueues queues;
  private final ReplyQueues replies;
  private final InstantSource clock;
  private final LeaseTerms terms;
  private final TaskMessage message;
  private final Duration delay;
  private @Nullable SessionRecord session;
  private @Nullable RunRecord lost;
  private @Nullable GiveUpUnhandled givingUp;
  private @Nullable RepairOutcomes committing;
  private boolean due;

  /**
   * Reviews {@code message}.
   *
   * @param delay until its repetition can be received; 15 minutes at most
   */
  public ReviewMessage(
      StateTable table,
      TaskQueues queues,
      ReplyQueues replies,
      InstantSource clock,
      LeaseTerms terms,
      TaskMessage message,
      Duration delay) {
    this.table = table;
    this.queues = queues;
    this.replies = replies;
    this.clock = clock;
    this.terms = terms;
    this.message = message;
    this.delay = delay;
  }

  @Override
  public @Nullable Fate step() {
    SessionRecord known = session;
    RunRecord seen = lost;
    RepairOutcomes commit = committing;
    GiveUpUnhandled hopeless = givingUp;
    if (known == null) {
      return readSession();
    }
    if (commit != null) {
      return commit.step() == null ? null : new Fate.Settled();
    }
    if (seen != null) {
      return giveUp(known, seen);
    }
    if (hopeless != null) {
      return gaveUp(known, hopeless.step());
    }
    return due ? send(known) : judge(known, table.readRun(message.task()));
  }

  private @Nullable Fate readSession() {
    Optional<SessionRecord> read = table.readSession(message.task().session(), clock.instant());
    if (read.isEmpty()) {
      return new Fate.NoSession();
    }
    SessionRecord found = read.get();
    if (found.ended()) {
      return new Fate.Settled();
    }
    session = found;
    return message.mismatch(found).<Fate>map(Fate.Foreign::new).orElse(null);
  }

  private @Nullable Fate judge(SessionRecord known, Optional<RunRecord> stored) {
    if (stored.isEmpty()) {
      proceed(known);
      return null;
    }
    Instant now = clock.instant();
    RunRecord run = stored.get();
    return switch (run.state()) {
      case COMPLETED, FAILED, CANCELLED -> {
        commit(known, run);
        yield null;
      }
      case PENDING -> judgePending(known, run, now);
      case RUNNING -> judgeRunning(known, run, now);
    };
  }

  private @Nullable Fate judgePending(SessionRecord known, RunRecord run, Instant now) {
    Instant notBefore = run.notBefore();
    if (notBefore != null && notBefore.isAfter(now)) {
      return new Fate.Waiting(notBefore);
    }
    proceed(known);
    return null;
  }

  private @Nullable Fate judgeRunning(SessionRecord known, RunRecord run, Instant now) {
    Instant lease = run.leaseExpiresAt();
    if (lease != null && !terms.lost(run, now)) {
      return new Fate.Waiting(terms.lostAt(lease));
    }
    if (LostClaim.exhausts(known.settings().retry(), run)) {
      lost = run;
    } else {
      proceed(known);
    }
    return null;
  }

  /** Nobody holds the task. */
  private void proceed(SessionRecord known) {
    if (GiveUpUnhandled.applies(message)) {
      givingUp = new GiveUpUnhandled(table, clock, terms, known, message);
    } else {
      due = true;
    }
  }

  private @Nullable Fate gaveUp(SessionRecord known, ClaimTask.@Nullable Outcome outcome) {
    if (outcome instanceof ClaimTask.Outcome.NotYet notYet) {
      return new Fate.Waiting(notYet.until());
    }
    if (outcome instanceof ClaimTask.Outcome.Terminal terminal) {
      commit(known, terminal.run());
    }
    return null;
  }

  private @Nullable Fate giveUp(SessionRecord known, RunRecord seen) {
    RunResult result = table.giveUp(seen, LostClaim.loss(seen), clock.instant());
    lost = null;
    if (result instanceof RunResult.Done done) {
      commit(known, done.run());
    }
    return null;
  }

  private void commit(SessionRecord known, RunRecord run) {
    committing =
        new RepairOutcomes(
            table,
            replies,
            clock,
            known,
            message.task().page(),
            message.tasksInPage(),
            Outcomes.of(run));
  }

  private Fate send(SessionRecord known) {
    int level = queues.levelOf(known.settings().priority());
    SendFailure failure = queues.send(level, known.fairShareKey(), List.of(message), delay).get(0);
    return failure == null ? new Fate.Resent() : new Fate.NotSent(failure);
  }
}
