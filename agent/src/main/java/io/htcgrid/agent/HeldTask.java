package io.htcgrid.agent;

import io.htcgrid.agent.invoke.Invocation;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.queue.Received;
import io.htcgrid.data.ByteBudget;
import io.htcgrid.data.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * A task that this agent has claimed, until it has nothing to do with it any more.
 *
 * <p>Several threads may want to move it on: its slot, the heartbeat, the session watch, the drain.
 * Each transition succeeds for one of them only, and whoever made it does what follows from it; the
 * others walk away. Thread-safe.
 */
final class HeldTask {
  private final Received.Task received;
  private final SessionRecord session;
  private final RunRecord claim;
  private final Room.Seat seat;
  private final Invocation invocation = new Invocation();
  private Phase phase = Phase.WAITING;
  private byte @Nullable [] payload;
  private ByteBudget.@Nullable Lease payloadLease;
  private volatile long renewedAt;
  private volatile long hiddenAt;
  private volatile long phaseSince;
  private volatile long loadedAt;
  private volatile int cancelsSeen;

  /**
   * @param session as it was when the task was claimed
   * @param claimedAt elapsed nanoseconds, before the claim was asked for
   */
  HeldTask(
      Received.Task received,
      SessionRecord session,
      RunRecord claim,
      Room.Seat seat,
      long claimedAt) {
    this.received = received;
    this.session = session;
    this.claim = claim;
    this.seat = seat;
    this.renewedAt = claimedAt;
    this.hiddenAt = claimedAt;
    this.phaseSince = claimedAt;
    this.cancelsSeen = session.cancelCounter();
  }

  TaskId id() {
    return claim.task();
  }

  Received.Task received() {
    return received;
  }

  SessionRecord session() {
    return session;
  }

  RunRecord claim() {
    return claim;
  }

  Invocation invocation() {
    return invocation;
  }

  synchronized Phase phase() {
    return phase;
  }

  /** Elapsed nanoseconds of the claim or the last renewal. */
  long renewedAt() {
    return renewedAt;
  }

  void renewed(long at) {
    renewedAt = at;
  }

  /** Elapsed nanoseconds of the claim or the last renewal of its message's visibility. */
  long hiddenAt() {
    return hiddenAt;
  }

  void hidden(long at) {
    hiddenAt = at;
  }

  /** Which of its session's cancel counters it was last compared with. */
  int cancelsSeen() {
    return cancelsSeen;
  }

  void cancelsSeen(int counter) {
    cancelsSeen = counter;
  }

  /** Elapsed nanoseconds of the last transition. */
  long phaseSince() {
    return phaseSince;
  }

  /**
   * Gives it its payload.
   *
   * @param lease of the payload's bytes, given back when the function has ended; null: none taken
   */
  synchronized void load(byte[] bytes, ByteBudget.@Nullable Lease lease, long now) {
    if (phase == Phase.WAITING) {
      payload = bytes;
      payloadLease = lease;
      loadedAt = now;
    } else if (lease != null) {
      lease.close();
    }
  }

  /** Elapsed nanoseconds when it got its payload. */
  long loadedAt() {
    return loadedAt;
  }

  synchronized boolean loaded() {
    return payload != null;
  }

  /** Null: not there yet, or not any more, as the task has been let go of. */
  synchronized byte @Nullable [] payload() {
    return payload;
  }

  /** WAITING to RUNNING. */
  boolean start(long now) {
    return move(Phase.RUNNING, now);
  }

  /** WAITING or RUNNING to FINISHING: there is a verdict. Frees its slot and its payload. */
  boolean finish(long now) {
    return move(Phase.FINISHING, now);
  }

  /** FINISHING to ENDED. */
  boolean ended(long now) {
    return move(Phase.ENDED, now);
  }

  /** FINISHING or ENDED to GONE. */
  synchronized boolean release(long now) {
    return (phase == Phase.FINISHING || phase == Phase.ENDED) && move(Phase.GONE, now);
  }

  /** WAITING or RUNNING to GONE, without a verdict; its function is stopped. */
  boolean stop(long now) {
    synchronized (this) {
      if ((phase != Phase.WAITING && phase != Phase.RUNNING) || !move(Phase.GONE, now)) {
        return false;
      }
    }
    invocation.abort();
    return true;
  }

  private synchronized boolean move(Phase to, long now) {
    if (!phase.next().contains(to)) {
      return false;
    }
    phase = to;
    phaseSince = now;
    if (to == Phase.FINISHING) {
      dropPayload();
      seat.leave();
    } else if (to == Phase.GONE) {
      dropPayload();
      seat.close();
    }
    return true;
  }

  private void dropPayload() {
    payload = null;
    ByteBudget.Lease lease = payloadLease;
    payloadLease = null;
    if (lease != null) {
      lease.close();
    }
  }

  /** As logs name it. */
  @Override
  public String toString() {
    return "task " + id() + " attempt " + claim.attempt();
  }
}
