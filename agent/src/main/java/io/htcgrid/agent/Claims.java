package io.htcgrid.agent;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.ClaimTask;
import io.htcgrid.control.queue.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what a received message is worth, and claims its task, ahead of need. Thread-safe. */
final class Claims {
  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

  /** SQS takes no longer visibility. */
  private static final Duration LONGEST_VISIBILITY = Duration.ofHours(11);

  private final Context context;
  private final GridServices services;
  private final String owner;
  private final SessionCache sessions;
  private final EarlyEnds earlyEnds;
  private final Payloads payloads;
  private final HeldTasks heldTasks;
  private final PageCommits pages;
  private final Acknowledger acknowledger;
  private final MessageEnds messageEnds;
  private final TryHistory history;
  private final StopSignal draining;
  private final ExecutorService pool;

  /** What claiming leads to. */
  record Next(
      Payloads payloads,
      HeldTasks heldTasks,
      PageCommits pages,
      Acknowledger acknowledger,
      MessageEnds messageEnds,
      TryHistory history) {}

  /**
   * @param owner in the name of which tasks are claimed; new for every process
   * @param draining when raised, messages are put back
   */
  Claims(
      Context context,
      String owner,
      SessionCache sessions,
      EarlyEnds earlyEnds,
      Next next,
      StopSignal draining,
      ExecutorService pool) {
    this.context = context;
    this.services = context.services();
    this.owner = owner;
    this.sessions = sessions;
    this.earlyEnds = earlyEnds;
    this.payloads = next.payloads();
    this.heldTasks = next.heldTasks();
    this.pages = next.pages();
    this.acknowledger = next.acknowledger();
    this.messageEnds = next.messageEnds();
    this.history = next.history();
    this.draining = draining;
    this.pool = pool;
  }

  /**
   * Takes a message on. Returns at once.
   *
   * @param askedAt elapsed nanoseconds when it was asked for
   */
  void accept(Received received, Room.Seat seat, long askedAt) {
    pool.execute(
        () -> {
          try {
            handle(received, seat, askedAt);
          } catch (RuntimeException | Error e) {
            fail(received, seat, e);
          }
        });
  }

  private void handle(Received received, Room.Seat seat, long askedAt) {
    if (draining.raised()) {
      acknowledger.reappear(received.level(), received.receipt(), Duration.ZERO);
      seat.close();
    } else if (received instanceof Received.Unreadable unreadable) {
      deadLetter(
          unreadable,
          unreadable.reason(),
          () -> services.queues().deadLetter(unreadable.body(), unreadable.reason()),
          seat);
    } else if (received instanceof Received.Task task) {
      TaskLog.with(task.message().task(), () -> screen(task, seat, askedAt));
    }
  }

  private void screen(Received.Task received, Room.Seat seat, long askedAt) {
    BooleanSupplier enough = enough(askedAt);
    while (true) {
      Optional<SessionRecord> session =
          context
              .repeats()
              .call(
                  "read session", () -> sessions.read(received.message().task().session()), enough);
      if (session == null) {
        seat.close();
        return;
      }
      Screening screening =
          Screening.of(received.message(), session.orElse(null), services.clock().instant());
      if (screening instanceof Screening.Overdue overdue) {
        earlyEnds.timedOut(overdue.session());
        if (enough.getAsBoolean()) {
          seat.close();
          return;
        }
      } else if (screening instanceof Screening.Run run) {
        claim(received, run.session(), seat, askedAt, enough);
        return;
      } else if (screening instanceof Screening.Foreign foreign) {
        deadLetter(
            received,
            foreign.reason(),
            () -> services.queues().deadLetter(received.message(), foreign.reason()),
            seat);
        return;
      } else {
        context.metrics().message(MessageFate.STALE);
        acknowledger.delete(received.level(), received.receipt());
        seat.close();
        return;
      }
    }
  }

  /** A message is given up when it is visible again for others, or the agent stops. */
  private BooleanSupplier enough(long askedAt) {
    HeartbeatPlan plan = new HeartbeatPlan(context.settings().lease());
    return () -> draining.raised() || plan.spent(askedAt, context.nanos());
  }

  private void claim(
      Received.Task received,
      SessionRecord session,
      Room.Seat seat,
      long askedAt,
      BooleanSupplier enough) {
    long begin = context.nanos();
    ClaimTask.Outcome outcome =
        context
            .repeats()
            .run(
                "claim",
                new ClaimTask(
                    services.table(),
                    services.clock(),
                    context.settings().lease(),
                    wanted(received, session),
                    history),
                enough);
    context.metrics().took(Stage.CLAIM, context.nanos() - begin);
    if (outcome instanceof ClaimTask.Outcome.Claimed claimed) {
      context.metrics().claimed();
      HeldTask held = new HeldTask(received, session, claimed.run(), seat, begin);
      heldTasks.add(held);
      payloads.take(held, askedAt);
    } else if (outcome instanceof ClaimTask.Outcome.Terminal terminal) {
      repeatCommit(received, session, terminal.run(), seat);
    } else if (outcome instanceof ClaimTask.Outcome.NotYet notYet) {
      context.metrics().message(MessageFate.NOT_YET);
      acknowledger.reappear(received.level(), received.receipt(), until(notYet.until()));
      seat.close();
    } else {
      seat.close();
    }
  }

  private ClaimTask.Wanted wanted(Received.Task received, SessionRecord session) {
    return new ClaimTask.Wanted(
        received.message().task(),
        session.settings().retry(),
        owner,
        HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()),
        session.pagesExpireAt());
  }

  private Duration until(Instant time) {
    Duration wait = Duration.between(services.clock().instant(), time);
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_VISIBILITY) > 0 ? LONGEST_VISIBILITY : wait;
  }

  private void repeatCommit(
      Received.Task received, SessionRecord session, RunRecord run, Room.Seat seat) {
    context.metrics().message(MessageFate.REPEATED);
    seat.leave();
    pages.add(
        new Ended(
            session, run, received.message().tasksInPage(), null, messageEnds.of(received, seat)));
  }

  private void deadLetter(Received received, String reason, Runnable put, Room.Seat seat) {
    Boolean done =
        context
            .repeats()
            .call(
                "dead-letter",
                () -> {
                  put.run();
                  return true;
                },
                draining::raised);
    if (done != null) {
      acknowledger.delete(received.level(), received.receipt());
      context.metrics().message(MessageFate.DEAD_LETTERED);
      LOG.warn(
          "a message of level {} is on the dead-letter queue now: {}", received.level(), reason);
    }
    seat.close();
  }

  /**
   * A defect met this message: it must neither stop the agent nor come round for ever. The sweeper
   * sends it again as long as it has not been put aside too often.
   */
  private void fail(Received received, Room.Seat seat, Throwable failure) {
    LOG.error("a message of level {} could not be handled", received.level(), failure);
    String reason = "an agent could not handle it: " + failure;
    try {
      deadLetter(
          received,
          reason,
          () -> {
            if (received instanceof Received.Task task) {
              services.queues().deadLetter(task.message().putAside(), reason);
            } else if (received instanceof Received.Unreadable unreadable) {
              services.queues().deadLetter(unreadable.body(), reason);
            }
          },
          seat);
    } catch (RuntimeException e) {
      LOG.error("nor could it be put on the dead-letter queue; it will reappear", e);
      seat.close();
    }
  }
}
