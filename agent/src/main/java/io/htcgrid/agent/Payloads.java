package io.htcgrid.agent;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.data.BlobException;
import io.htcgrid.data.BlobRead;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.ByteBudget;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings claimed tasks their payloads: from the message, or from S3 ahead of need. One read at a
 * time for each object: tasks of a bundle that come meanwhile are read together. A byte budget
 * bounds what is in memory. Thread-safe.
 */
final class Payloads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Payloads.class);
  private static final int THREADS = 4;

  private record Wanted(HeldTask held, long askedAt) {
    BlobReference reference() {
      return held.received().message().payload();
    }
  }

  private record Batch(String key, List<Wanted> wanted) {}

  private final Context context;
  private final ReadyTasks ready;
  private final PrefetchPlan prefetch;
  private final Finisher finisher;
  private final ByteBudget budget;
  private final Map<String, List<Wanted>> waiting = new LinkedHashMap<>();
  private final Set<String> beingRead = new HashSet<>();
  private final List<Thread> threads;
  private boolean closed;

  private Payloads(Context context, ReadyTasks ready, PrefetchPlan prefetch, Finisher finisher) {
    this.context = context;
    this.ready = ready;
    this.prefetch = prefetch;
    this.finisher = finisher;
    this.budget = new ByteBudget(context.settings().payloadBytes());
    this.threads =
        IntStream.range(0, THREADS)
            .mapToObj(n -> context.threads().lasting("payload-" + n, this::readAll))
            .toList();
  }

  static Payloads start(
      Context context, ReadyTasks ready, PrefetchPlan prefetch, Finisher finisher) {
    Payloads payloads = new Payloads(context, ready, prefetch, finisher);
    payloads.threads.forEach(Thread::start);
    return payloads;
  }

  /**
   * Makes a task ready for a slot, now or as soon as its payload is read.
   *
   * @param askedAt elapsed nanoseconds when its message was asked for
   */
  void take(HeldTask held, long askedAt) {
    byte[] inline = inline(held.received().message());
    if (inline != null) {
      ready(new Wanted(held, askedAt), inline, null);
      return;
    }
    Wanted wanted = new Wanted(held, askedAt);
    synchronized (waiting) {
      waiting.computeIfAbsent(wanted.reference().key(), any -> new ArrayList<>()).add(wanted);
      waiting.notifyAll();
    }
  }

  /** A copy that does not match its checksum is ignored: the original is in S3. */
  private static byte @Nullable [] inline(TaskMessage message) {
    byte[] copy = message.inlinePayload();
    BlobReference original = message.payload();
    return copy != null
            && BlobReference.of(original.key(), original.offset(), copy).equals(original)
        ? copy
        : null;
  }

  private void ready(Wanted wanted, byte[] payload, ByteBudget.@Nullable Lease lease) {
    long now = context.nanos();
    wanted.held().load(payload, lease, now);
    prefetch.fetched(now - wanted.askedAt());
    ready.add(wanted.held());
  }

  private void readAll() {
    try {
      for (Batch batch = next(); batch != null; batch = next()) {
        try {
          read(batch);
        } catch (RuntimeException | Error e) {
          LOG.error("payloads of {} could not be read; their leases will end", batch.key(), e);
          batch.wanted().stream()
              .map(Wanted::held)
              .filter(held -> !held.loaded())
              .forEach(held -> held.stop(context.nanos()));
        } finally {
          done(batch);
        }
      }
    } catch (InterruptedException e) {
      // Closed: what waits was handed back.
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Batch next() throws InterruptedException {
    synchronized (waiting) {
      while (!closed) {
        for (String key : waiting.keySet()) {
          if (beingRead.add(key)) {
            return new Batch(key, waiting.remove(key));
          }
        }
        waiting.wait();
      }
      return null;
    }
  }

  private void done(Batch batch) {
    synchronized (waiting) {
      beingRead.remove(batch.key());
      waiting.notifyAll();
    }
  }

  private void read(Batch batch) throws InterruptedException {
    List<Wanted> left = batch.wanted();
    while (!left.isEmpty()) {
      List<Wanted> rest = new ArrayList<>();
      Map<TaskId, Wanted> now = new HashMap<>();
      Map<TaskId, ByteBudget.Lease> leases = new HashMap<>();
      try {
        for (Wanted wanted : left) {
          // Who waits for the budget holds nothing of it, or two could wait for each other.
          ByteBudget.Lease lease =
              now.isEmpty()
                  ? budget.acquire(wanted.reference().length())
                  : budget.tryAcquire(wanted.reference().length()).orElse(null);
          if (lease == null || now.putIfAbsent(wanted.held().id(), wanted) != null) {
            rest.add(wanted);
            if (lease != null) {
              lease.close();
            }
          } else {
            leases.put(wanted.held().id(), lease);
          }
        }
        read(now, leases);
      } finally {
        leases.values().forEach(ByteBudget.Lease::close);
      }
      left = rest;
    }
  }

  /** Takes out of both maps what is read. */
  private void read(Map<TaskId, Wanted> wanted, Map<TaskId, ByteBudget.Lease> leases) {
    wanted.values().removeIf(each -> each.held().phase() != Phase.WAITING);
    long begin = context.nanos();
    context
        .repeats()
        .call(
            "read payload",
            () -> {
              Map<TaskId, BlobReference> references = new HashMap<>();
              wanted.forEach((task, each) -> references.put(task, each.reference()));
              context.services().blobs().readEach(references, read -> take(read, wanted, leases));
              return true;
            },
            () -> {
              wanted.values().removeIf(each -> each.held().phase() != Phase.WAITING);
              return wanted.isEmpty();
            });
    context.metrics().took(Stage.FETCH, context.nanos() - begin);
  }

  private void take(
      BlobRead read, Map<TaskId, Wanted> wanted, Map<TaskId, ByteBudget.Lease> leases) {
    Wanted of = wanted.remove(read.task());
    if (of == null) {
      return;
    }
    if (read instanceof BlobRead.Intact intact) {
      ready(of, intact.content(), leases.remove(read.task()));
    } else if (read instanceof BlobRead.Unreadable unreadable) {
      BlobException cause = unreadable.cause();
      finisher.failed(
          of.held(),
          new TaskError(
              FailureKind.PAYLOAD_UNREADABLE,
              cause.getClass().getSimpleName(),
              String.valueOf(cause.getMessage())),
          null);
    }
  }

  /** Ends the threads; what waits is left as it is. */
  @Override
  public void close() {
    synchronized (waiting) {
      closed = true;
      waiting.notifyAll();
    }
    threads.forEach(Thread::interrupt);
    threads.forEach(thread -> Threads.end(thread, Duration.ofSeconds(2)));
  }
}
