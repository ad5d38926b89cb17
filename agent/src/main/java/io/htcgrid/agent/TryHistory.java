package io.htcgrid.agent;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.protocol.ClaimTask;
import io.htcgrid.data.BlobException;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.ResultWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads the history of a task's tries, and adds those to it whose agent was lost. Thread-safe. */
final class TryHistory implements ClaimTask.History {
  private static final Logger LOG = LoggerFactory.getLogger(TryHistory.class);

  /** The history is worth a few repetitions, but holds up no verdict for long. */
  private static final int READS = 5;

  /** A claim waits for it meanwhile: well below a lease. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Context context;
  private final ResultWriter results;

  TryHistory(Context context, ResultWriter results) {
    this.context = context;
    this.results = results;
  }

  /** The history so far; empty when there is none, or it cannot be read. */
  static byte[] before(Context context, RunRecord claim) {
    BlobReference log = claim.log();
    if (log == null) {
      return new byte[0];
    }
    int[] failures = {0};
    try {
      byte[] read =
          context
              .repeats()
              .call(
                  "read log",
                  () -> context.services().blobs().read(claim.task(), log),
                  () -> ++failures[0] >= READS);
      if (read != null) {
        return read;
      }
      LOG.warn("the log of earlier tries of {} is lost: it could not be read", claim.task());
    } catch (BlobException e) {
      LOG.warn("the log of earlier tries is lost: {}", e.getMessage());
    }
    return new byte[0];
  }

  /** What the lost agent knew of the try is lost with it: when its lease ended is known. */
  @Override
  public @Nullable BlobReference add(RunRecord lost, TaskError error) {
    Instant end =
        Objects.requireNonNullElseGet(
            lost.leaseExpiresAt(), () -> context.services().clock().instant());
    byte[] log = TryLog.with(before(context, lost), lost, error, null, end);
    try {
      return results.write(lost.task(), log).get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.warn("the lost try of {} is not in its history: it takes too long", lost.task());
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while a history was stored", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SdkException failure
          ? failure
          : SdkClientException.create("a history could not be stored", e);
    }
  }
}
