package io.htcgrid.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the bytes that many threads hold at once. Safe for use by many threads.
 *
 * <p>First come, first served: a large request is never overtaken for ever by small ones. A request
 * for more than the whole budget is admitted when nothing else is held, and nothing else is
 * admitted beside it; so the most that is ever held is the larger of the budget and the largest
 * single request.
 *
 * <p>A thread that holds a lease and asks for another can wait for itself: take one lease for the
 * sum.
 */
public final class ByteBudget {
  private final long limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private long held;

  /**
   * @param limit bytes, more than 0
   */
  public ByteBudget(long limit) {
    if (limit <= 0) {
      throw new IllegalArgumentException("A byte budget is more than 0, but this is " + limit);
    }
    this.limit = limit;
  }

  /**
   * Takes bytes from the budget, waiting until they are there.
   *
   * @param bytes 0 or more
   * @throws InterruptedException when interrupted while it waits; nothing was taken
   */
  public Lease acquire(long bytes) throws InterruptedException {
    check(bytes);
    lock.lockInterruptibly();
    try {
      if (waiters.isEmpty() && fits(bytes)) {
        held += bytes;
      } else {
        await(new Waiter(bytes, lock.newCondition()));
      }
    } finally {
      lock.unlock();
    }
    return new Lease(bytes);
  }

  /** Takes bytes from the budget if they are there now and nobody waits; else empty. */
  public Optional<Lease> tryAcquire(long bytes) {
    check(bytes);
    lock.lock();
    try {
      if (!waiters.isEmpty() || !fits(bytes)) {
        return Optional.empty();
      }
      held += bytes;
    } finally {
      lock.unlock();
    }
    return Optional.of(new Lease(bytes));
  }

  /** The bytes held now. */
  public long held() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  /** The bytes of the whole budget. */
  public long limit() {
    return limit;
  }

  private void await(Waiter waiter) throws InterruptedException {
    waiters.addLast(waiter);
    try {
      while (!waiter.isAdmitted) {
        waiter.admitted.await();
      }
    } catch (InterruptedException e) {
      if (waiter.isAdmitted) {
        held -= waiter.bytes;
      } else {
        waiters.remove(waiter);
      }
      admitWaiters();
      throw e;
    }
  }

  private void release(long bytes) {
    lock.lock();
    try {
      held -= bytes;
      admitWaiters();
    } finally {
      lock.unlock();
    }
  }

  private void admitWaiters() {
    for (Waiter next = waiters.peekFirst();
        next != null && fits(next.bytes);
        next = waiters.peekFirst()) {
      waiters.removeFirst();
      held += next.bytes;
      next.isAdmitted = true;
      next.admitted.signal();
    }
  }

  private boolean fits(long bytes) {
    return held == 0 || bytes <= limit - held;
  }

  private static void check(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("Cannot take " + bytes + " bytes from a budget");
    }
  }

  private static final class Waiter {
    private final long bytes;
    private final Condition admitted;
    private boolean isAdmitted;

    private Waiter(long bytes, Condition admitted) {
      this.bytes = bytes;
      this.admitted = admitted;
    }
  }

  /** Bytes taken from a budget. Closing gives them back, once, from any thread. */
  public final class Lease implements AutoCloseable {
    private final long bytes;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private Lease(long bytes) {
      this.bytes = bytes;
    }

    /** The bytes taken. */
    public long bytes() {
      return bytes;
    }

    @Override
    public void close() {
      if (isClosed.compareAndSet(false, true)) {
        release(bytes);
      }
    }
  }
}
