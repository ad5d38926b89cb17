package io.htcgrid.agent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tasks whose payload is there and that wait for a slot: higher priority first, then first come,
 * first served. Bounded by the room of the agent. Thread-safe.
 */
final class ReadyTasks {
  private record Entry(HeldTask task, long number) {
    int level() {
      return task.received().level();
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Entry> waiting =
      new PriorityQueue<>(
          Comparator.comparingInt(Entry::level).reversed().thenComparingLong(Entry::number));
  private long added;
  private boolean closed;

  void add(HeldTask task) {
    lock.lock();
    try {
      waiting.add(new Entry(task, added++));
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next task; null when closed. */
  @Nullable HeldTask take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      Entry next = closed ? null : waiting.poll();
      return next == null ? null : next.task();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** From now on no slot gets a task. Returns those that still wait. */
  List<HeldTask> close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      List<HeldTask> left = new ArrayList<>();
      waiting.forEach(entry -> left.add(entry.task()));
      waiting.clear();
      return left;
    } finally {
      lock.unlock();
    }
  }
}
