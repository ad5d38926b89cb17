package io.htcgrid.runtime.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples the resident size of process groups, all of them in one look at /proc, and tells when one
 * is over its limit. A look comes every quarter of a second, or less often where looks are slow, so
 * that they take a fiftieth of one processor at most. A group can be over its limit for that long.
 * Thread-safe.
 */
final class MemoryWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(MemoryWatch.class);

  private static final long PAUSE_MILLIS = 250;
  private static final long PAUSE_PER_COST = 50;

  private final ProcTable table;
  private final LongSupplier nanoTime;
  private final Map<Long, Watched> watched = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "runtime-memory");

  /** One group under watch. */
  final class Watched implements AutoCloseable {
    private final long leader;
    private final long limitBytes;
    private final LongConsumer onOver;
    private volatile long bytes;

    private Watched(long leader, long limitBytes, LongConsumer onOver) {
      this.leader = leader;
      this.limitBytes = limitBytes;
      this.onOver = onOver;
    }

    /** Bytes that were resident at the last look that found it alive; 0 before the first. */
    long bytes() {
      return bytes;
    }

    @Override
    public void close() {
      watched.remove(leader, this);
    }
  }

  private MemoryWatch(ProcTable table, LongSupplier nanoTime) {
    this.table = table;
    this.nanoTime = nanoTime;
    thread.setDaemon(true);
  }

  static MemoryWatch start(ProcTable table, LongSupplier nanoTime) {
    var watch = new MemoryWatch(table, nanoTime);
    watch.thread.start();
    return watch;
  }

  /**
   * Calls {@code onOver} with the bytes in use, on the watch's thread, each time the group is found
   * over its limit.
   */
  Watched add(long leader, long limitBytes, LongConsumer onOver) {
    var added = new Watched(leader, limitBytes, onOver);
    watched.put(leader, added);
    return added;
  }

  private void watch() {
    try {
      long pause = PAUSE_MILLIS;
      while (!closed.await(pause, TimeUnit.MILLISECONDS)) {
        long before = nanoTime.getAsLong();
        look();
        long cost = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - before);
        pause = Math.max(PAUSE_MILLIS, cost * PAUSE_PER_COST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    if (watched.isEmpty()) {
      return;
    }
    try {
      var families = table.families(watched.keySet());
      watched.forEach((leader, group) -> check(group, families.getOrDefault(leader, List.of())));
    } catch (RuntimeException e) {
      log.error("Cannot look at the memory of functions; tried again", e);
    }
  }

  private void check(Watched group, List<ProcTable.Entry> family) {
    if (family.isEmpty()) {
      return; // It has just ended; how large it was is still asked for.
    }
    long bytes = family.stream().mapToLong(ProcTable.Entry::residentBytes).sum();
    if (bytes > group.limitBytes && family.size() > 1) {
      // Forked children share their parent's pages, which plain resident sizes count once for each
      // of them.
      bytes = family.stream().mapToLong(this::proportional).sum();
    }
    group.bytes = bytes;
    if (bytes > group.limitBytes) {
      group.onOver.accept(bytes);
    }
  }

  private long proportional(ProcTable.Entry entry) {
    Optional<Long> bytes = table.proportionalBytes(entry.pid());
    return bytes.orElse(entry.residentBytes());
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
