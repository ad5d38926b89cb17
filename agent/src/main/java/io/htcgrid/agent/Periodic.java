package io.htcgrid.agent;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a duty on a thread of its own until closed. An exception or error ends one run, not the
 * thread.
 */
final class Periodic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Periodic.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final StopSignal stop = new StopSignal();
  private final Duration interval;
  private final Runnable duty;
  private final Thread thread;

  private Periodic(Threads threads, String name, Duration interval, Runnable duty) {
    this.interval = interval;
    this.duty = duty;
    this.thread = threads.lasting(name, this::repeat);
  }

  /** The first run is now. */
  static Periodic start(Threads threads, String name, Duration interval, Runnable duty) {
    Periodic periodic = new Periodic(threads, name, interval, duty);
    periodic.thread.start();
    return periodic;
  }

  private void repeat() {
    do {
      try {
        duty.run();
      } catch (RuntimeException | Error e) {
        LOG.warn("{} failed and will run again in {}", thread.getName(), interval, e);
      }
    } while (!stop.await(interval));
  }

  /** Returns when the duty no longer runs. */
  @Override
  public void close() {
    stop.raise();
    Threads.end(thread, PATIENCE);
  }
}
