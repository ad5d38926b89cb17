package io.htcgrid.connector.calls;

import io.htcgrid.control.protocol.Backoff;
import io.htcgrid.control.protocol.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls to the grid's services and repeats those that fail for now. Until one call has
 * succeeded nothing is repeated: a wrong address should be told at once. Thread-safe.
 */
public final class Calls {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private static final long NEVER = Long.MIN_VALUE;
  private static final long BETWEEN_WARNINGS = Duration.ofMinutes(1).toNanos();

  private final Executor threads;
  private final Lifetime lifetime;
  private final Patience patience;
  private final LongSupplier nanoTime;
  private final AtomicLong warnedAt = new AtomicLong(NEVER);
  private volatile boolean hasReachedTheGrid;

  /**
   * @param threads where {@link #start} makes its calls
   * @param nanoTime elapsed time, as of {@link System#nanoTime}
   */
  public Calls(Executor threads, Lifetime lifetime, Patience patience, LongSupplier nanoTime) {
    this.threads = threads;
    this.lifetime = lifetime;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  public Lifetime lifetime() {
    return lifetime;
  }

  /** The pauses between repetitions of something that this class does not drive itself. */
  public Backoff backoff() {
    return new Backoff(
        patience.firstPause(),
        patience.longestPause(),
        ThreadLocalRandom.current(),
        lifetime::pause);
  }

  /** Makes a call on this thread, again and again while it fails for now. */
  public <T> T make(Supplier<T> call) {
    Backoff pauses = null;
    long firstFailure = 0;
    while (true) {
      lifetime.requireOpen();
      try {
        T result = call.get();
        hasReachedTheGrid = true;
        return result;
      } catch (RuntimeException e) {
        if (ServiceFault.of(e) != ServiceFault.PASSING || !hasReachedTheGrid) {
          throw e;
        }
        if (pauses == null) {
          pauses = backoff();
          firstFailure = nanoTime.getAsLong();
          warn(e);
        }
        if (Duration.ofNanos(nanoTime.getAsLong() - firstFailure).compareTo(patience.total()) > 0) {
          throw e;
        }
        pauses.pause();
      }
    }
  }

  /** Once a minute at most: when a service fails, many calls do. */
  private void warn(RuntimeException error) {
    long now = nanoTime.getAsLong();
    long before = warnedAt.get();
    if ((before == NEVER || now - before > BETWEEN_WARNINGS)
        && warnedAt.compareAndSet(before, now)) {
      LOG.warn("A service fails; repeating for up to {}: {}", patience.total(), error.toString());
    }
  }

  /** Makes a call on this thread, repeated by the SDK alone: for those who would rather be told. */
  public <T> T once(Supplier<T> call) {
    lifetime.requireOpen();
    T result = call.get();
    hasReachedTheGrid = true;
    return result;
  }

  /** As {@link #make}, for a call without a result. */
  public void run(Runnable call) {
    make(
        () -> {
          call.run();
          return true;
        });
  }

  /** Makes all calls of a protocol on this thread. */
  public <R> R drive(Protocol<R> protocol) {
    R result = null;
    while (result == null) {
      result = make(() -> Optional.ofNullable(protocol.step())).orElse(null);
    }
    return result;
  }

  /** As {@link #make}, for one call on another thread. */
  public <T> CompletableFuture<T> start(Supplier<T> call) {
    return CompletableFuture.supplyAsync(() -> make(call), threads);
  }

  /** Runs work of several calls, each of which it makes by this class, on another thread. */
  public <T> CompletableFuture<T> fork(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, threads);
  }

  /** As {@link #run}, on another thread. */
  public CompletableFuture<Void> startRun(Runnable call) {
    return CompletableFuture.runAsync(() -> run(call), threads);
  }

  /** As {@link #startRun}, for what nobody waits for: an error is logged for those who look. */
  public void inBackground(String what, Runnable call) {
    threads.execute(
        () -> {
          try {
            run(call);
          } catch (RuntimeException e) {
            LOG.debug("{} failed", what, e);
          }
        });
  }

  /**
   * Forks many works at once and waits for all.
   *
   * @return in the works' order
   */
  public <T> List<T> all(List<Supplier<T>> works) {
    List<CompletableFuture<T>> started = works.stream().map(this::fork).toList();
    return started.stream().map(Calls::await).toList();
  }

  /** What a started call returned, or threw. Not for threads that make such calls. */
  public static <T> T await(CompletableFuture<T> started) {
    try {
      return started.get();
    } catch (InterruptedException e) {
      throw InterruptedCallException.restoring(e);
    } catch (ExecutionException e) {
      throw asThrown(e);
    }
  }

  /** What a started call that is done returned, or threw. */
  public static <T> T result(CompletableFuture<T> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      throw asThrown(e);
    }
  }

  /** The exception below those that futures wrap around it. */
  public static RuntimeException asThrown(Throwable error) {
    Throwable cause = error;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof Error fatal) {
      throw fatal;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
