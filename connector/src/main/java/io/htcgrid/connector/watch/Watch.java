package io.htcgrid.connector.watch;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.data.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One session that someone watches, or may soon: where its events go. Thread-safe. */
final class Watch {
  private final SessionId session;
  private final List<SessionFeed> readers = new ArrayList<>();
  private @Nullable EndedTasks kept;
  private @Nullable SessionRecord seen;
  private @Nullable String namedQueue;
  private @Nullable String queueBeingNamed;
  private boolean isNamingRefused;
  private boolean hasEnded;

  Watch(SessionId session) {
    this.session = session;
  }

  SessionId session() {
    return session;
  }

  /** Keeps what events say until the first reader comes. */
  synchronized void keep(DetailRoom room) {
    kept = new EndedTasks(Selection.AS_THEY_END, room);
  }

  /**
   * Adds a reader, which is told what was kept so far.
   *
   * @return whether that was everything; otherwise it reads pages first
   */
  synchronized boolean attach(SessionFeed reader, EndedTasks tasks, Selection selection) {
    if (seen != null && seen.sized()) {
      tasks.sized(seen.taskCount());
    }
    if (!selection.isWaiting()) {
      return false;
    }
    readers.add(reader);
    EndedTasks known = kept;
    if (known == null) {
      return false;
    }
    if (selection.isWhole()) {
      known.moveTo(tasks);
      kept = null;
    } else {
      known.copyTo(tasks);
    }
    return true;
  }

  synchronized void remove(SessionFeed reader) {
    readers.remove(reader);
  }

  /** A copy of the readers. */
  synchronized List<SessionFeed> readers() {
    return List.copyOf(readers);
  }

  /** Takes an event in, for the readers or until there is one. */
  void deliver(SessionEvent event) {
    List<SessionFeed> now;
    synchronized (this) {
      now = List.copyOf(readers);
      hasEnded |= event instanceof SessionEvent.SessionEnded;
      if (kept != null) {
        offer(kept, event);
      }
    }
    now.forEach(reader -> reader.deliver(event));
  }

  /** Takes in what an event says of a task. Returns whether it is news. */
  static boolean offer(EndedTasks tasks, SessionEvent event) {
    if (event instanceof SessionEvent.TaskCompleted completed) {
      return tasks.offer(completed.task(), TaskState.COMPLETED, event);
    }
    if (event instanceof SessionEvent.TaskFailed failed) {
      return tasks.offer(failed.task(), TaskState.FAILED, event);
    }
    return event instanceof SessionEvent.TaskCancelled cancelled
        && tasks.offer(cancelled.task(), TaskState.CANCELLED, event);
  }

  /** Notes what is stored of the session. */
  synchronized void saw(SessionRecord record) {
    seen = record;
    hasEnded |= record.ended();
    if (kept != null && record.sized()) {
      kept.sized(record.taskCount());
    }
  }

  synchronized Optional<SessionRecord> seen() {
    return Optional.ofNullable(seen);
  }

  /** Whether it has ended, as far as events and reads told. */
  synchronized boolean hasEnded() {
    return hasEnded;
  }

  /** The session is being told of a reply queue, and may have it though no reply has come. */
  synchronized void naming(String queue) {
    queueBeingNamed = queue;
  }

  /** Notes that the session names this reply queue. */
  synchronized void named(String queue) {
    namedQueue = queue;
  }

  synchronized void refusedNaming() {
    isNamingRefused = true;
    queueBeingNamed = null;
  }

  synchronized boolean isNamed(String queue) {
    return queue.equals(namedQueue);
  }

  /** Whether the session names it, or will when a call comes through that is on its way. */
  synchronized boolean mayBeNamed(String queue) {
    return queue.equals(namedQueue) || queue.equals(queueBeingNamed);
  }

  synchronized boolean isNamed() {
    return namedQueue != null;
  }

  synchronized boolean isNamingRefused() {
    return isNamingRefused;
  }

  /** The reply queue is gone: events come no more until another is named. */
  void unnamed() {
    synchronized (this) {
      namedQueue = null;
      isNamingRefused = false;
    }
    readers().forEach(SessionFeed::hasten);
  }

  /** Wakes the readers, who may wait for the session's end. */
  void wake() {
    readers().forEach(SessionFeed::wake);
  }

  synchronized boolean isIdle() {
    return readers.isEmpty();
  }

  /** Nobody reads and nothing is kept: it may be forgotten once the session has ended. */
  synchronized boolean isSpent() {
    return hasEnded && readers.isEmpty() && kept == null;
  }

  synchronized void forgetDetails() {
    if (kept != null) {
      kept.forgetDetails();
    }
  }

  synchronized void drop() {
    if (kept != null) {
      kept.drop();
      kept = null;
    }
  }
}
