package io.htcgrid.runtime.process;

import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for one thing at a time: a new wait replaces the one before. Thread-safe. */
final class Timer {

  private final EventLoopGroup threads;
  private @Nullable Future<?> pending;

  Timer(EventLoopGroup threads) {
    this.threads = threads;
  }

  /**
   * Runs the action after a delay, instead of what was set before. It may come although stopped: it
   * looks for itself.
   */
  synchronized void set(Duration delay, Runnable action) {
    stop();
    pending = threads.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  synchronized void stop() {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }
}
