package io.htcgrid.connector.submit;

import io.htcgrid.connector.calls.BestEffortReplies;
import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.InterruptedCallException;
import io.htcgrid.control.EndReason;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.ActivateSession;
import io.htcgrid.control.protocol.BeginSubmission;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.control.protocol.SubmissionStart;
import io.htcgrid.control.state.EndResult;
import io.htcgrid.data.PageId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One submission, driven by the thread that reads its tasks. Without a client token the session's
 * id is new, so that session, bundles and pages go out at once. With one, the session comes first:
 * it may be someone else's.
 */
final class Submission {
  private static final Logger LOG = LoggerFactory.getLogger(Submission.class);

  /** A session outlives its deadline, however short the grid's retention. */
  private static final Duration AFTER_DEADLINE = Duration.ofDays(1);

  /** How often to look whether another submission of the same content is done. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  /** How long an interrupted submission waits until its session is cancelled. */
  private static final Duration PARTING = Duration.ofSeconds(5);

  private final SubmitTerms terms;
  private final SubmitRequest request;
  private final GridServices services;
  private final Calls calls;
  private final String owner = UUID.randomUUID().toString();
  private final Instant createdAt;

  Submission(SubmitTerms terms, SubmitRequest request) {
    this.terms = terms;
    this.request = request;
    this.services = terms.services();
    this.calls = terms.calls();
    this.createdAt = services.clock().instant();
  }

  SubmitResult run() {
    try {
      if (!request.tasks().hasNext()) {
        return new SubmitResult.Empty();
      }
    } catch (RuntimeException | Error e) {
      return new SubmitResult.NotBegun(e);
    }
    if (request.clientToken() == null) {
      SessionRecord proposed = proposed();
      return send(proposed, calls.fork(() -> begin(proposed)).thenAccept(start -> {}), -1, false);
    }
    return afterBegin(beginOrWait());
  }

  private SubmitResult afterBegin(SubmissionStart start) {
    CompletableFuture<Void> begun = CompletableFuture.completedFuture(null);
    if (start instanceof SubmissionStart.Fresh fresh) {
      return send(fresh.session(), begun, -1, false);
    }
    if (start instanceof SubmissionStart.TookOver took) {
      SubmitLease lease = took.session().submitLease();
      LOG.info("Goes on with session {}, whose submission stopped", took.session().id());
      return send(took.session(), begun, lease == null ? -1 : lease.highestPage(), true);
    }
    if (start instanceof SubmissionStart.AlreadySubmitted already) {
      return already.session().sized()
          ? compare(already.session())
          : new SubmitResult.EndedBefore(already.session());
    }
    SubmissionStart.Refused refused = (SubmissionStart.Refused) start;
    return new SubmitResult.OtherContent(refused.session(), "its settings differ");
  }

  private SubmissionStart begin(SessionRecord proposed) {
    return calls.drive(new BeginSubmission(services.table(), proposed, services.clock()));
  }

  private SubmissionStart beginOrWait() {
    SubmissionStart start = begin(proposed());
    while (start instanceof SubmissionStart.Busy) {
      calls.lifetime().pause(LOOK_AGAIN);
      start = begin(proposed());
    }
    return start;
  }

  private SubmitResult send(
      SessionRecord session, CompletableFuture<Void> begun, int sentBefore, boolean isTakenOver) {
    InFlight pages =
        new InFlight(
            new SendPages(services, calls, session, begun, sentBefore, isTakenOver),
            terms.bytesInFlight());
    try (SubmitLeaseKeeper keeper =
        new SubmitLeaseKeeper(terms, session.id(), owner, pages, sentBefore)) {
      var unused = begun.thenRun(keeper::start);
      int count = read(pages);
      if (count <= sentBefore * PageId.TASKS || hasPagesAfter(session, count)) {
        return ComparePages.otherSize(session, count);
      }
      return activate(session, count);
    } catch (StoppedException e) {
      return e.result() instanceof SubmitResult.Unsendable
          ? cancelled(e.result(), begun)
          : e.result();
    } catch (LeaseLostException e) {
      return join(e.stored());
    } catch (SourceException e) {
      return cancelled(new SubmitResult.SourceFailed(e.source()), begun);
    } catch (RuntimeException | Error e) {
      // Under its client token the caller may go on with it; without one, nobody can.
      boolean isCancelled = request.clientToken() == null && triesToCancel(begun);
      if (isCancelled && e instanceof RuntimeException error) {
        return new SubmitResult.Failed(error);
      }
      throw e;
    }
  }

  private SubmitResult compare(SessionRecord session) {
    InFlight pages =
        new InFlight(new ComparePages(services.table(), calls, session), terms.bytesInFlight());
    try {
      int count = read(pages);
      return count == session.taskCount()
          ? new SubmitResult.Submitted(session)
          : ComparePages.otherSize(session, count);
    } catch (StoppedException e) {
      return e.result();
    } catch (SourceException e) {
      return new SubmitResult.NotBegun(e.source());
    }
  }

  /** Reads all tasks and waits until all of their pages are done. Returns how many there are. */
  private int read(InFlight pages) {
    PageCutter cutter = new PageCutter(request.session(), pages);
    Iterator<TaskInput> tasks = request.tasks();
    while (true) {
      TaskInput next;
      try {
        if (!tasks.hasNext()) {
          break;
        }
        next = tasks.next();
      } catch (RuntimeException e) {
        // A file, for one, fails whoever reads it interrupted; that is no fault of the tasks.
        throw Thread.currentThread().isInterrupted()
            ? InterruptedCallException.during(e)
            : new SourceException(e);
      } catch (Error e) {
        throw new SourceException(e);
      }
      cutter.add(next);
    }
    cutter.finish();
    pages.drain();
    return cutter.count();
  }

  /** Whether the submission that was taken over had registered more than these tasks. */
  private boolean hasPagesAfter(SessionRecord session, int count) {
    if (request.clientToken() == null || count % PageId.TASKS != 0) {
      return false;
    }
    PageId next = new PageId(session.id(), count / PageId.TASKS);
    return calls.make(() -> services.table().readDefinitions(next)).isPresent();
  }

  private SubmitResult activate(SessionRecord session, int count) {
    ActivateSession.Activation activation =
        calls.drive(
            new ActivateSession(services.table(), services.clock(), session.id(), owner, count));
    if (activation instanceof ActivateSession.Activation.Active active) {
      return new SubmitResult.Submitted(active.session());
    }
    if (activation instanceof ActivateSession.Activation.Ended ended) {
      return new SubmitResult.EndedBefore(ended.session());
    }
    if (activation instanceof ActivateSession.Activation.LeaseLost lost) {
      return join(lost.session());
    }
    return new SubmitResult.Gone();
  }

  /** Waits for the submission that took over. It has the same content, as far as both got. */
  private SubmitResult join(SessionRecord lost) {
    SessionRecord stored = lost;
    while (stored.state() == SessionState.SUBMITTING) {
      SubmitLease lease = stored.submitLease();
      Instant now = services.clock().instant();
      if (lease == null || lease.expiresAt().isBefore(now)) {
        return new SubmitResult.Orphaned(stored);
      }
      calls.lifetime().pause(LOOK_AGAIN);
      var read = calls.make(() -> services.table().readSession(request.session(), now));
      if (read.isEmpty()) {
        return new SubmitResult.Gone();
      }
      stored = read.get();
    }
    return stored.sized()
        ? new SubmitResult.Submitted(stored)
        : new SubmitResult.EndedBefore(stored);
  }

  private SubmitResult cancelled(SubmitResult result, CompletableFuture<Void> begun) {
    // A session that is put after it was cancelled would go on.
    Calls.await(begun);
    calls.drive(cancellation());
    return result;
  }

  /** Cancels what was begun, also when this thread is interrupted. Returns whether it did. */
  private boolean triesToCancel(CompletableFuture<Void> begun) {
    CompletableFuture<EndResult> end =
        begun.thenCompose(nothing -> calls.fork(() -> calls.once(cancellation()::run)));
    boolean isInterrupted = Thread.interrupted();
    try {
      return Calls.await(
              isInterrupted ? end.orTimeout(PARTING.toMillis(), TimeUnit.MILLISECONDS) : end)
          instanceof EndResult.Ended;
    } catch (RuntimeException e) {
      LOG.debug("Session {} is left to the sweeper", request.session(), e);
      return false;
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private EndSession cancellation() {
    return EndSession.submission(
        services.table(),
        new BestEffortReplies(services.replies()),
        services.clock(),
        request.session(),
        owner,
        SessionState.CANCELLED,
        EndReason.CANCELLED_BY_CLIENT,
        "its submission failed");
  }

  private SessionRecord proposed() {
    Instant now = services.clock().instant();
    Instant deadline = createdAt.plus(request.settings().timeout());
    Instant kept = createdAt.plus(request.retention());
    Instant least = deadline.plus(AFTER_DEADLINE);
    return new SessionRecord(
        request.session(),
        SessionState.SUBMITTING,
        request.settings(),
        request.clientToken(),
        SettingsDigest.of(request.settings()),
        createdAt,
        deadline,
        kept.isBefore(least) ? least : kept,
        new SubmitLease(owner, terms.lease().expiry(now), -1),
        -1,
        Set.of(),
        OutcomeCounts.ZERO,
        0,
        request.replyQueues(),
        null,
        null,
        null);
  }
}
