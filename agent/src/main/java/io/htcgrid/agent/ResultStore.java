package io.htcgrid.agent;

import io.htcgrid.control.protocol.Backoff;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.ResultWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings results and logs of failed tries to S3, again and again until they are there or the agent
 * stops. Thread-safe.
 */
final class ResultStore {
  private static final Logger LOG = LoggerFactory.getLogger(ResultStore.class);

  /** What follows, on a thread that must not be kept. */
  interface Next {
    void stored(BlobReference reference);

    /** It will not be stored: the agent has stopped, or met a defect. */
    void abandoned();
  }

  private final Context context;
  private final ResultWriter results;
  private final Executor pool;

  /**
   * @param pool where failed writes wait and are repeated
   */
  ResultStore(Context context, ResultWriter results, Executor pool) {
    this.context = context;
    this.results = results;
    this.pool = pool;
  }

  /** Stores bytes. Waits only while too many are being stored. */
  void store(HeldTask held, byte[] bytes, Next next) {
    new Storing(held, bytes, next).write();
  }

  private final class Storing {
    private final HeldTask held;
    private final byte[] bytes;
    private final Next next;
    private final Backoff backoff = context.repeats().backoff();
    private final long begin = context.nanos();

    Storing(HeldTask held, byte[] bytes, Next next) {
      this.held = held;
      this.bytes = bytes;
      this.next = next;
    }

    void write() {
      CompletableFuture<BlobReference> stored;
      try {
        stored = results.write(held.id(), bytes);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        stored = CompletableFuture.failedFuture(e);
      } catch (RuntimeException | Error e) {
        LOG.error("{} could not be stored; its lease will end", held, e);
        next.abandoned();
        return;
      }
      // What fails in the action is handled there.
      var unused = stored.whenComplete(this::written);
    }

    private void written(@Nullable BlobReference reference, @Nullable Throwable failure) {
      try {
        if (reference != null) {
          context.health().worked("store");
          context.metrics().took(Stage.STORE, context.nanos() - begin);
          next.stored(reference);
        } else if (failure != null) {
          context.health().failed("store", failure);
          pool.execute(this::writeAgain);
        }
      } catch (RejectedExecutionException e) {
        LOG.debug("{} is left: the agent has stopped", held);
        next.abandoned();
      } catch (RuntimeException | Error e) {
        LOG.error("what follows the storing of {} met a defect; its lease will end", held, e);
        next.abandoned();
      }
    }

    private void writeAgain() {
      backoff.pause();
      if (context.repeats().over()) {
        next.abandoned();
      } else {
        write();
      }
    }
  }
}
