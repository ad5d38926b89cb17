package io.htcgrid.connector.watch;

import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.data.PageId;
import io.htcgrid.data.TaskId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks of a session ended, for one reader: each is given to it once, however often and from
 * wherever it is told. Takes a few bits a task, so that a slow reader loses nothing: what an event
 * says beyond them is kept while there is room. Thread-safe.
 */
final class EndedTasks {
  private final Selection selection;
  private final DetailRoom room;
  private final BitSet known = new BitSet();
  private final BitSet failed = new BitSet();
  private final BitSet cancelled = new BitSet();

  /** Known and not taken yet. */
  private final BitSet waiting = new BitSet();

  private final Map<Integer, SessionEvent> details = new LinkedHashMap<>();
  private int size = -1;
  private int next;
  private int readUpTo;
  private boolean isClosed;

  EndedTasks(Selection selection, DetailRoom room) {
    this.selection = selection;
    this.room = room;
    this.next = selection.from();
  }

  /** Sets how many tasks the session has; events of others are forgotten. */
  synchronized void sized(int tasks) {
    if (size >= 0) {
      return;
    }
    size = tasks;
    details.entrySet().removeIf(each -> each.getKey() >= tasks && forget(each.getValue()));
    for (BitSet each : List.of(known, failed, cancelled, waiting)) {
      each.clear(tasks, Math.max(tasks, each.length()));
    }
  }

  /** Takes what an event says. Returns whether it is news. */
  synchronized boolean offer(TaskId task, TaskState state, SessionEvent event) {
    if (!add(task.index(), state)) {
      return false;
    }
    if (selection.isDetailed() && room.take(event)) {
      details.put(task.index(), event);
    }
    return true;
  }

  /**
   * Takes what a page says.
   *
   * @param isLastWord indexes in none of its sets are CANCELLED
   */
  synchronized void found(PageProgress page, boolean isLastWord) {
    page.completed().forEach(index -> add(index, TaskState.COMPLETED));
    page.failed().forEach(index -> add(index, TaskState.FAILED));
    page.cancelled().forEach(index -> add(index, TaskState.CANCELLED));
    if (isLastWord) {
      int first = page.page().firstIndex();
      for (int index = first; index < Math.min(first + PageId.TASKS, size); index++) {
        add(index, TaskState.CANCELLED);
      }
    }
  }

  /** Says that all pages below this index were found, in whichever order. */
  synchronized void readUpTo(int index) {
    readUpTo = Math.max(readUpTo, index);
  }

  /**
   * Gives up to {@code max} tasks that were not given before, of one page if they have to be read.
   */
  synchronized List<Ended> take(int max) {
    List<Ended> taken = new ArrayList<>();
    if (selection.isInOrder()) {
      takeInOrder(taken, max);
    } else if (details.isEmpty()) {
      takePage(taken, max);
    } else {
      Iterator<Map.Entry<Integer, SessionEvent>> each = details.entrySet().iterator();
      while (taken.size() < max && each.hasNext()) {
        Map.Entry<Integer, SessionEvent> detail = each.next();
        each.remove();
        taken.add(take(detail.getKey(), detail.getValue()));
      }
    }
    return taken;
  }

  /** The pages from the first to the given index that hold wanted tasks not known to have ended. */
  synchronized List<PageId> open(List<PageId> pages, int limit) {
    return pages.stream().filter(page -> isOpen(page, limit)).toList();
  }

  private boolean isOpen(PageId page, int limit) {
    int from = Math.max(page.firstIndex(), selection.from());
    int to = Math.min(Math.min(page.firstIndex() + PageId.TASKS, limit), selection.to());
    return from < to && known.nextClearBit(from) < to;
  }

  synchronized int knownCount() {
    return known.cardinality();
  }

  /** How those that are known to have ended did. */
  synchronized OutcomeCounts counts() {
    int failures = failed.cardinality();
    int cancellations = cancelled.cardinality();
    return new OutcomeCounts(
        known.cardinality() - failures - cancellations, failures, cancellations);
  }

  /** How many tasks the session has; -1: not known yet. */
  synchronized int size() {
    return size;
  }

  /** Whether all wanted tasks are known to have ended. */
  synchronized boolean isComplete() {
    return size >= 0 && known.nextClearBit(selection.from()) >= Math.min(size, selection.to());
  }

  synchronized boolean isDrained() {
    return waiting.isEmpty();
  }

  /** Moves all that is known here to another reader's. */
  synchronized void moveTo(EndedTasks other) {
    waiting.stream().forEach(index -> other.add(index, state(index), details.remove(index)));
    drop();
  }

  /** Copies what is known of the tasks that another reader wants. */
  synchronized void copyTo(EndedTasks other) {
    waiting.stream()
        .filter(index -> index >= other.selection.from() && index < other.selection.to())
        .forEach(
            index -> {
              SessionEvent detail = other.selection.isDetailed() ? details.get(index) : null;
              other.add(index, state(index), detail != null && room.take(detail) ? detail : null);
            });
  }

  /** Frees the room of what events said; that tasks ended stays known. */
  synchronized void forgetDetails() {
    details.values().forEach(room::giveBack);
    details.clear();
  }

  /** Frees everything; nothing is taken in any more. */
  synchronized void drop() {
    isClosed = true;
    forgetDetails();
    waiting.clear();
  }

  private synchronized void add(int index, TaskState state, @Nullable SessionEvent detail) {
    if (!add(index, state)) {
      if (detail != null) {
        room.giveBack(detail);
      }
    } else if (detail != null) {
      details.put(index, detail);
    }
  }

  private boolean add(int index, TaskState state) {
    boolean isWanted = index >= selection.from() && index < selection.to();
    if (isClosed || !isWanted || (size >= 0 && index >= size) || known.get(index)) {
      return false;
    }
    known.set(index);
    waiting.set(index);
    failed.set(index, state == TaskState.FAILED);
    cancelled.set(index, state == TaskState.CANCELLED);
    return true;
  }

  private TaskState state(int index) {
    if (failed.get(index)) {
      return TaskState.FAILED;
    }
    return cancelled.get(index) ? TaskState.CANCELLED : TaskState.COMPLETED;
  }

  private void takeInOrder(List<Ended> taken, int max) {
    int index = nextInOrder();
    int end = (index / PageId.TASKS + 1) * PageId.TASKS;
    if (!selection.isWaiting()) {
      // Beyond, tasks with lower indexes may still be found.
      end = Math.min(end, readUpTo);
    }
    while (taken.size() < max && index < end && waiting.get(index)) {
      taken.add(take(index, details.remove(index)));
      next = index + 1;
      index = nextInOrder();
    }
  }

  private int nextInOrder() {
    return selection.isWaiting() ? next : Math.max(next, waiting.nextSetBit(next));
  }

  private void takePage(List<Ended> taken, int max) {
    int index = waiting.nextSetBit(0);
    int pageEnd = (index / PageId.TASKS + 1) * PageId.TASKS;
    while (taken.size() < max && index >= 0 && index < pageEnd) {
      taken.add(take(index, null));
      index = waiting.nextSetBit(index + 1);
    }
  }

  private Ended take(int index, @Nullable SessionEvent detail) {
    waiting.clear(index);
    if (detail != null) {
      room.giveBack(detail);
    }
    return new Ended(index, state(index), detail);
  }

  private boolean forget(SessionEvent detail) {
    room.giveBack(detail);
    return true;
  }
}
