package io.htcgrid.agent;

import io.htcgrid.control.protocol.Backoff;
import io.htcgrid.control.protocol.Protocol;
import io.htcgrid.control.queue.QueueMissingException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Makes calls to the services again, with jittered pauses, until they work or it is enough. Only
 * the SDK's exceptions and a missing queue are a service's trouble; any other one is a defect and
 * comes through. Thread-safe.
 */
final class Repeats {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final ServiceHealth health;
  private final StopSignal cutoff;
  private final RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

  /**
   * @param cutoff when raised, nothing is repeated any more
   */
  Repeats(ServiceHealth health, StopSignal cutoff) {
    this.health = health;
    this.cutoff = cutoff;
  }

  /** New for each series of failures; its pauses end at the cut-off. */
  Backoff backoff() {
    return new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random, cutoff::await);
  }

  /** Whether nothing is repeated any more. */
  boolean over() {
    return cutoff.raised();
  }

  /**
   * Makes a call.
   *
   * @param operation names it in health and logs
   * @param enough asked after each failure
   * @return null when it was given up
   */
  <R> @Nullable R call(String operation, Supplier<R> call, BooleanSupplier enough) {
    return run(operation, call::get, enough);
  }

  /** Makes all calls of a protocol, each until it works. Returns null when it was given up. */
  <R> @Nullable R run(String operation, Protocol<R> protocol, BooleanSupplier enough) {
    Backoff backoff = null;
    while (true) {
      try {
        R result = protocol.step();
        health.worked(operation);
        backoff = null;
        if (result != null) {
          return result;
        }
      } catch (SdkException | QueueMissingException e) {
        health.failed(operation, e);
        if (cutoff.raised() || enough.getAsBoolean()) {
          return null;
        }
        backoff = backoff == null ? backoff() : backoff;
        backoff.pause();
      }
    }
  }
}
