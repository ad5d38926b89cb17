package io.htcgrid.agent;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * How many more tasks the agent may take: its slots and the prefetch room, less what is on its way
 * to or in a slot. None are asked for while too many ended tasks wait to be committed; what was
 * asked for before is taken. Thread-safe.
 */
final class Room {
  /** Beyond this many, receives are batched as far as the service can. */
  private static final int FULL_BATCH = 10;

  private final int slots;
  private final int mostLeaving;
  private final IntSupplier prefetch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int seated;
  private int leaving;
  private boolean closed;

  /**
   * @param mostLeaving with so many tasks between their slot and the end of their commit no more
   *     are asked for
   * @param prefetch how many tasks may wait beyond the busy slots, at present
   */
  Room(int slots, int mostLeaving, IntSupplier prefetch) {
    this.slots = slots;
    this.mostLeaving = mostLeaving;
    this.prefetch = prefetch;
  }

  /**
   * Waits until there is room that is worth a receive: for an idle slot any, for prefetching half
   * of what may be prefetched or a full batch.
   *
   * @return how many tasks may be taken; 0 when closed
   */
  int await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && !worthReceiving()) {
        changed.await();
      }
      return closed ? 0 : toAskFor(prefetch.getAsInt());
    } finally {
      lock.unlock();
    }
  }

  private boolean worthReceiving() {
    int ahead = prefetch.getAsInt();
    int free = toAskFor(ahead);
    return free > 0 && (seated < slots || free >= Math.min(FULL_BATCH, (ahead + 1) / 2));
  }

  private int toAskFor(int ahead) {
    return leaving >= mostLeaving ? 0 : free(ahead);
  }

  private int free(int ahead) {
    return slots + ahead - seated;
  }

  /** Takes a seat for one task; empty when there is no room. */
  Optional<Seat> take() {
    lock.lock();
    try {
      if (closed || free(prefetch.getAsInt()) <= 0) {
        return Optional.empty();
      }
      seated++;
      return Optional.of(new Seat());
    } finally {
      lock.unlock();
    }
  }

  /** How many tasks have a seat beyond those for which there is room now. */
  int surplus() {
    lock.lock();
    try {
      return seated - slots - prefetch.getAsInt();
    } finally {
      lock.unlock();
    }
  }

  /** How many tasks have a seat. */
  int seated() {
    lock.lock();
    try {
      return seated;
    } finally {
      lock.unlock();
    }
  }

  /** Whether any task has a seat or is leaving. */
  boolean empty() {
    lock.lock();
    try {
      return seated + leaving == 0;
    } finally {
      lock.unlock();
    }
  }

  /** From now on there is no room. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing has a seat or is leaving. Returns whether that is so. */
  boolean awaitEmpty(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (seated + leaving > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      return seated + leaving == 0;
    } finally {
      lock.unlock();
    }
  }

  /** One task's place. */
  final class Seat implements AutoCloseable {
    private boolean isSeated = true;
    private boolean isClosed;

    private Seat() {}

    /** The task needs its slot no more, but is not committed. */
    void leave() {
      lock.lock();
      try {
        if (isSeated && !isClosed) {
          isSeated = false;
          seated--;
          leaving++;
          changed.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }

    /** The agent has nothing to do with the task any more. Closing again changes nothing. */
    @Override
    public void close() {
      lock.lock();
      try {
        if (!isClosed) {
          isClosed = true;
          if (isSeated) {
            seated--;
          } else {
            leaving--;
          }
          changed.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
