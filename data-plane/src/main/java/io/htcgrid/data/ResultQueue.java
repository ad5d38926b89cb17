package io.htcgrid.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides which results become one put. Per session, one bundle collects; it is handed out when no
 * other bundle of that session is waiting or being put, or when it is full. Until a thread takes
 * it, it goes on collecting. Safe for use by many threads; bounded by what its writers may hold.
 */
final class ResultQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<SessionId, Collecting> sessions = new HashMap<>();
  private final Deque<ResultBundle> ready = new ArrayDeque<>();
  private int writers;
  private int held;
  private boolean isClosed;

  /** One session's small results. */
  private static final class Collecting {
    private @Nullable ResultBundle open;
    private boolean isOpenReady;

    /** Bundles that are ready or being put; the open one too, once it is ready. */
    private int underWay;
  }

  /**
   * Announces a result, so that closing waits for it; {@link #leave()} must follow.
   *
   * @throws IllegalStateException when closed
   */
  void enter() {
    lock.lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("The result writer is closed and takes no more results");
      }
      writers++;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      writers--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a result, between {@link #enter()} and {@link #leave()}. */
  void add(ResultBundle.Waiting result) {
    lock.lock();
    try {
      held++;
      SessionId session = result.task().session();
      if (result.result().length > BlobLimits.MAX_BUNDLED_BYTES) {
        var own = new ResultBundle(session);
        own.add(result);
        ready.addLast(own);
      } else {
        collect(session, result);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a bundle to put; {@link #done} must follow. Null when closed and nothing is left.
   * Interrupts are left alone: they are meant for the put.
   */
  @Nullable ResultBundle take() {
    lock.lock();
    try {
      while (ready.isEmpty()) {
        if (isClosed && writers == 0 && held == 0) {
          return null;
        }
        changed.awaitUninterruptibly();
      }
      ResultBundle bundle = ready.removeFirst();
      Collecting session = sessions.get(bundle.session());
      if (session != null && session.open == bundle) {
        session.open = null;
        session.isOpenReady = false;
      }
      return bundle;
    } finally {
      lock.unlock();
    }
  }

  /** The bundle was put, or that failed; what its session collected meanwhile is ready now. */
  void done(ResultBundle bundle) {
    lock.lock();
    try {
      held -= bundle.size();
      Collecting session = sessions.get(bundle.session());
      if (session != null && !bundle.isLarge()) {
        session.underWay--;
        if (session.underWay == 0 && session.open == null) {
          sessions.remove(bundle.session());
        } else if (session.underWay == 0 && session.open != null) {
          handOut(session, session.open);
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more results. */
  void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void collect(SessionId id, ResultBundle.Waiting result) {
    Collecting session = sessions.computeIfAbsent(id, any -> new Collecting());
    ResultBundle bundle = session.open;
    if (bundle != null && !bundle.fits(result)) {
      // Waiting would make a full bundle no fuller, so it goes out beside what is under way.
      if (!session.isOpenReady) {
        handOut(session, bundle);
      }
      bundle = null;
    }
    if (bundle == null) {
      bundle = new ResultBundle(id);
      session.open = bundle;
      session.isOpenReady = false;
    }
    bundle.add(result);
    if (session.underWay == 0) {
      handOut(session, bundle);
    }
  }

  private void handOut(Collecting session, ResultBundle open) {
    ready.addLast(open);
    session.isOpenReady = true;
    session.underWay++;
  }
}
