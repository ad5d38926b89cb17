package io.htcgrid.agent;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.FinishTry;
import io.htcgrid.control.protocol.Verdict;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.data.BlobLimits;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.ByteBudget;
import io.htcgrid.data.PageId;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores what a try came to, result first, and passes on what ended by it. Thread-safe. */
final class Finisher {
  private static final Logger LOG = LoggerFactory.getLogger(Finisher.class);

  private final Context context;
  private final GridServices services;
  private final ResultStore store;
  private final PageCommits pages;
  private final Acknowledger acknowledger;
  private final MessageEnds messageEnds;
  private final ResultGate gate;
  private final ByteBudget budget;
  private final ExecutorService pool;

  /**
   * Makes one over a pool.
   *
   * @param pool of {@code writers} threads
   */
  Finisher(
      Context context,
      ResultStore store,
      PageCommits pages,
      Acknowledger acknowledger,
      MessageEnds messageEnds,
      ExecutorService pool,
      int writers) {
    this.context = context;
    this.services = context.services();
    this.store = store;
    this.pages = pages;
    this.acknowledger = acknowledger;
    this.messageEnds = messageEnds;
    this.pool = pool;
    this.budget = new ByteBudget(context.settings().resultBytes());
    this.gate = new ResultGate(writers / 2, writers);
  }

  /** The function returned. Waits while too many results, or bytes of results, are being stored. */
  void returned(HeldTask held, byte[] result) {
    if (result.length > BlobLimits.MAX_BLOB_BYTES) {
      failed(held, tooLarge(result.length), null);
      return;
    }
    ByteBudget.Lease lease = room(result.length);
    if (lease == null || !held.finish(context.nanos())) {
      held.stop(context.nanos());
      close(lease);
    } else if (result.length <= SessionEvent.MAX_INLINE_BYTES) {
      gate.pass(
          () ->
              store(held, result, Verdict.Succeeded::new, result, new Holds(lease, gate::written)));
    } else {
      store(held, result, Verdict.Succeeded::new, null, new Holds(lease, Holds.NOTHING.passed()));
    }
  }

  /** Waits; null when interrupted. The task holds its slot meanwhile, so that no more are taken. */
  private ByteBudget.@Nullable Lease room(int bytes) {
    try {
      return budget.acquire(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static void close(ByteBudget.@Nullable Lease lease) {
    if (lease != null) {
      lease.close();
    }
  }

  private static TaskError tooLarge(int bytes) {
    return new TaskError(
        FailureKind.RESULT_REJECTED,
        "ResultTooLarge",
        "the result has " + bytes + " bytes; the limit is " + BlobLimits.MAX_BLOB_BYTES);
  }

  /** The try failed. Returns at once. */
  void failed(HeldTask held, TaskError error, @Nullable String logTail) {
    if (!held.finish(context.nanos())) {
      return;
    }
    LOG.debug("{} failed: {} {}: {}", held, error.kind(), error.type(), error.message());
    pool.execute(() -> TaskLog.with(held, () -> storeLog(held, error, logTail)));
  }

  private void storeLog(HeldTask held, TaskError error, @Nullable String logTail) {
    byte[] log;
    try {
      log =
          TryLog.with(
              TryHistory.before(context, held.claim()),
              held.claim(),
              error,
              logTail,
              services.clock().instant());
    } catch (RuntimeException | Error e) {
      LOG.error("the log of {} could not be made; its lease will end", held, e);
      held.release(context.nanos());
      return;
    }
    store(held, log, reference -> new Verdict.Failed(error, reference), null, Holds.NOTHING);
  }

  private void store(
      HeldTask held,
      byte[] bytes,
      Function<BlobReference, Verdict> verdict,
      byte @Nullable [] inline,
      Holds holds) {
    store.store(
        held,
        bytes,
        new ResultStore.Next() {
          @Override
          public void stored(BlobReference reference) {
            close(holds.memory());
            Writing writing = new Writing(held.id().page());
            try {
              pool.execute(
                  () ->
                      TaskLog.with(
                          held,
                          () ->
                              finish(
                                  held,
                                  verdict.apply(reference),
                                  inline,
                                  writing,
                                  holds.passed())));
            } catch (RuntimeException | Error e) {
              writing.settle(null);
              throw e;
            }
          }

          @Override
          public void abandoned() {
            close(holds.memory());
            held.release(context.nanos());
            holds.passed().run();
          }
        });
  }

  /**
   * What a result takes up while it is on its way.
   *
   * @param memory until it is stored
   * @param passed called when its verdict is written; for those alone that went through the gate
   */
  private record Holds(ByteBudget.@Nullable Lease memory, Runnable passed) {
    private static final Holds NOTHING = new Holds(null, () -> {});
  }

  /** A verdict being written, which others of its page may wait for. */
  private final class Writing {
    private final PageId page;
    private final long announcement;
    private boolean settled;

    Writing(PageId page) {
      this.page = page;
      this.announcement = pages.announce(page);
    }

    /** Nobody should wait for a write that has to be repeated. Returns false: repeat it. */
    boolean isSlow() {
      settle(null);
      return false;
    }

    void settle(@Nullable Ended ended) {
      if (!settled) {
        settled = true;
        pages.settle(page, announcement, ended);
      } else if (ended != null) {
        pages.add(ended);
      }
    }
  }

  private void finish(
      HeldTask held, Verdict verdict, byte @Nullable [] inline, Writing writing, Runnable passed) {
    Ended ended = null;
    try {
      ended = write(held, verdict, inline, writing);
    } catch (RuntimeException | Error e) {
      LOG.error("the verdict on {} could not be written; its lease will end", held, e);
      held.release(context.nanos());
    } finally {
      writing.settle(ended);
      passed.run();
    }
  }

  private @Nullable Ended write(
      HeldTask held, Verdict verdict, byte @Nullable [] inline, Writing writing) {
    long begin = context.nanos();
    FinishTry protocol =
        new FinishTry(
            services.table(),
            services.clock(),
            held.session().settings().retry(),
            held.received().message(),
            held.claim(),
            verdict,
            new FinishTry.Route(
                services.queues(),
                held.received().level(),
                held.session().fairShareKey(),
                context.repeats().backoff()));
    FinishTry.Outcome outcome = context.repeats().run("finish", protocol, writing::isSlow);
    context.metrics().took(Stage.FINISH, context.nanos() - begin);
    if (outcome instanceof FinishTry.Outcome.Terminal terminal) {
      return ended(held, terminal.run(), inline);
    }
    if (outcome instanceof FinishTry.Outcome.Retried retried) {
      context.metrics().retried();
      LOG.debug("{} will be tried again in {}", held, retried.delay());
      acknowledger.delete(held.received().level(), held.received().receipt());
    } else if (outcome instanceof FinishTry.Outcome.Unsent unsent) {
      LOG.warn(
          "{} is to be tried again, but its new message was refused ({}); the old one will be used",
          held,
          unsent.failure().message());
    } else if (outcome instanceof FinishTry.Outcome.LeaseLost) {
      context.metrics().leaseLost();
      LOG.warn("{} belongs to another agent by now; its verdict was not written", held);
    }
    held.release(context.nanos());
    return null;
  }

  private @Nullable Ended ended(HeldTask held, RunRecord run, byte @Nullable [] inline) {
    if (!held.ended(context.nanos())) {
      return null;
    }
    boolean own = run.state() == TaskState.COMPLETED && run.attempt() == held.claim().attempt();
    return new Ended(
        held.session(),
        run,
        held.received().message().tasksInPage(),
        own ? inline : null,
        messageEnds.of(held));
  }
}
