package io.htcgrid.runtime.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets as many invocations run at once as there are slots, and a bounded number wait, first come
 * first served.
 */
final class Slots {

  enum Admission {
    GRANTED,
    /** No slot came free in time, or too many wait already. */
    BUSY,
    /** Whoever waited left. */
    WITHDRAWN,
    CLOSED
  }

  /** A wish for a slot. */
  static final class Ticket {
    private final long bytes;
    private final CompletableFuture<Admission> admission = new CompletableFuture<>();
    private @Nullable Future<?> deadline;

    private Ticket(long bytes) {
      this.bytes = bytes;
    }

    /** Completes with the answer. */
    CompletionStage<Admission> admission() {
      return admission;
    }

    private void complete(Admission how) {
      if (deadline != null) {
        deadline.cancel(false);
      }
      admission.complete(how);
    }
  }

  /** Payloads that wait, together: eight of the largest. */
  private static final long MOST_WAITING_BYTES = 256L << 20;

  private final int count;
  private final int mostWaiting;
  private final Duration patience;
  private final ScheduledExecutorService timer;
  private final Queue<Ticket> waiting = new ArrayDeque<>();

  /** Open once nothing runs and nothing will. */
  private final CountDownLatch idle = new CountDownLatch(1);

  private int busy;
  private boolean closed;

  /**
   * @param count slots
   * @param mostWaiting how many may wait for one
   * @param patience how long each may wait
   */
  Slots(int count, int mostWaiting, Duration patience, ScheduledExecutorService timer) {
    this.count = count;
    this.mostWaiting = mostWaiting;
    this.patience = patience;
    this.timer = timer;
  }

  /**
   * Asks for a slot; to be given back with {@link #release} when granted.
   *
   * @param bytes memory that is held while waiting
   */
  Ticket acquire(long bytes) {
    var ticket = new Ticket(bytes);
    synchronized (this) {
      if (closed) {
        ticket.admission.complete(Admission.CLOSED);
      } else if (busy < count) {
        busy++;
        ticket.admission.complete(Admission.GRANTED);
      } else if (waiting.size() >= mostWaiting || waitingBytes() + bytes > MOST_WAITING_BYTES) {
        ticket.admission.complete(Admission.BUSY);
      } else {
        waiting.add(ticket);
        ticket.deadline =
            timer.schedule(
                () -> leave(ticket, Admission.BUSY), patience.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    return ticket;
  }

  private long waitingBytes() {
    return waiting.stream().mapToLong(ticket -> ticket.bytes).sum();
  }

  /** Stops waiting; nothing happens to a slot that was granted. */
  void withdraw(Ticket ticket) {
    leave(ticket, Admission.WITHDRAWN);
  }

  private void leave(Ticket ticket, Admission how) {
    boolean waited;
    synchronized (this) {
      waited = waiting.remove(ticket);
    }
    if (waited) {
      ticket.complete(how);
    }
  }

  /** Gives a slot back: to the first that waits, if there is one. */
  void release() {
    Ticket first;
    synchronized (this) {
      first = waiting.poll();
      if (first == null) {
        busy--;
        if (closed && busy == 0) {
          idle.countDown();
        }
      }
    }
    if (first != null) {
      first.complete(Admission.GRANTED);
    }
  }

  synchronized int busy() {
    return busy;
  }

  /** Grants no more. */
  void close() {
    List<Ticket> left;
    synchronized (this) {
      closed = true;
      if (busy == 0) {
        idle.countDown();
      }
      left = new ArrayList<>(waiting);
      waiting.clear();
    }
    left.forEach(ticket -> ticket.complete(Admission.CLOSED));
  }

  /**
   * Grants no more, and waits until all slots are free or the time is over; says whether they are.
   */
  boolean drain(Duration patience) throws InterruptedException {
    close();
    return idle.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
