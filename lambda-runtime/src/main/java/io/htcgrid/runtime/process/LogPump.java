package io.htcgrid.runtime.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the pipes of all processes with one thread. It looks rather than blocks, so that whoever
 * ends an invocation can empty its pipe too and misses nothing; looks come every millisecond while
 * there is output and every 50 ms at least. Thread-safe.
 */
final class LogPump implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogPump.class);

  private static final long SHORTEST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 50;

  private final Set<ProcessOutput> outputs = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::pump, "runtime-logs");

  private LogPump() {
    thread.setDaemon(true);
  }

  static LogPump start() {
    var pump = new LogPump();
    pump.thread.start();
    return pump;
  }

  void add(ProcessOutput output) {
    outputs.add(output);
  }

  void remove(ProcessOutput output) {
    outputs.remove(output);
  }

  private void pump() {
    try {
      long pause = SHORTEST_PAUSE_MILLIS;
      while (!closed.await(pause, TimeUnit.MILLISECONDS)) {
        pause = drainAll() ? SHORTEST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean drainAll() {
    boolean any = false;
    for (ProcessOutput output : outputs) {
      any |= drain(output);
    }
    return any;
  }

  private boolean drain(ProcessOutput output) {
    try {
      return output.drain();
    } catch (RuntimeException e) {
      log.error("Stopped reading a process's output", e);
      remove(output);
      return false;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
