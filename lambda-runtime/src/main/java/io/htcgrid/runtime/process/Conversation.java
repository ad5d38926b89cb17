package io.htcgrid.runtime.process;

import io.htcgrid.runtime.http.HttpCall;
import io.htcgrid.runtime.invocation.Invocation;
import io.htcgrid.runtime.process.Assignment.Report;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How far a process is in its conversation with the runtime. State alone: no I/O, no timers. Each
 * method is one step and atomic.
 */
final class Conversation {

  enum Phase {
    /** Has not asked for an invocation yet. */
    STARTING,
    /** Has asked for an invocation, or has answered its last one and will ask. */
    READY,
    /** The function has an invocation that it did not answer. */
    BUSY,
    /** Has ended or is being killed. */
    ENDED
  }

  /**
   * An invocation on its way to the function.
   *
   * @param first whether it is the process's first
   */
  record Handover(HttpCall asking, Assignment given, boolean first) {}

  /**
   * What a request for the next invocation found.
   *
   * @param before the phase before it; in BUSY it is refused, unless an error was reported, and in
   *     ENDED always
   * @param accepted whether it waits for an invocation now
   * @param failed the invocation whose error had been reported, and which is over now
   */
  record Asked(Phase before, boolean accepted, Optional<Assignment> failed) {}

  private Phase phase = Phase.STARTING;
  private boolean initialised;
  private boolean handedOver;
  private @Nullable HttpCall next;
  private @Nullable Assignment assignment;

  /** Gives the process an invocation, of which it has none; false when it has ended. */
  synchronized boolean assign(Assignment given) {
    if (phase == Phase.ENDED) {
      return false;
    }
    assignment = given;
    return true;
  }

  /** The process asks for its next invocation. */
  synchronized Asked ask(HttpCall call) {
    Phase before = phase;
    Optional<Assignment> failed = Optional.empty();
    if (before == Phase.BUSY && assignment != null && assignment.report != null) {
      failed = Optional.of(take(assignment));
    } else if (before == Phase.BUSY || before == Phase.ENDED) {
      return new Asked(before, false, failed);
    }
    initialised = true;
    phase = Phase.READY;
    next = call;
    return new Asked(before, true, failed);
  }

  /** The process no longer waits for the reply to a request. */
  synchronized void forget(HttpCall call) {
    if (next == call) {
      next = null;
    }
  }

  /** Takes the step to BUSY, if there are both an invocation and a request for one. */
  synchronized Optional<Handover> handOver() {
    if (phase != Phase.READY || next == null || assignment == null) {
      return Optional.empty();
    }
    var handover = new Handover(next, assignment, !handedOver);
    next = null;
    handedOver = true;
    assignment.delivered = true;
    phase = Phase.BUSY;
    return Optional.of(handover);
  }

  /** A handover did not reach the process. */
  synchronized void undo(Assignment given) {
    if (phase == Phase.BUSY && assignment == given) {
      given.delivered = false;
      phase = Phase.READY;
    }
  }

  /**
   * The invocation that an answer is for, which is over now; empty when the answer is for no one.
   */
  synchronized Optional<Assignment> answered(String id) {
    if (!awaits(id) || assignment == null) {
      return Optional.empty();
    }
    phase = Phase.READY;
    return Optional.of(take(assignment));
  }

  /** Notes a reported error; empty when it is for no one. */
  synchronized Optional<Assignment> reported(String id, Report report) {
    if (!awaits(id) || assignment == null) {
      return Optional.empty();
    }
    assignment.report = report;
    return Optional.of(assignment);
  }

  /** Ends an invocation whose error was reported, unless it is over already. */
  synchronized boolean settled(Assignment failing) {
    if (phase != Phase.BUSY || assignment != failing || failing.report == null) {
      return false;
    }
    phase = Phase.READY;
    take(failing);
    return true;
  }

  /** Takes back an invocation that the function did not see. */
  synchronized Optional<Assignment> withdrawn(Invocation invocation) {
    return phase == Phase.ENDED
            || assignment == null
            || !assignment.isFor(invocation)
            || assignment.delivered
        ? Optional.empty()
        : Optional.of(take(assignment));
  }

  /**
   * Takes the step to ENDED if a condition holds at that moment; false when it does not or when
   * that step is taken.
   */
  synchronized boolean end(Predicate<Conversation> condition) {
    if (phase == Phase.ENDED || !condition.test(this)) {
      return false;
    }
    phase = Phase.ENDED;
    next = null;
    return true;
  }

  /** The invocation that an ended process had. */
  synchronized Optional<Assignment> last() {
    return assignment == null ? Optional.empty() : Optional.of(take(assignment));
  }

  synchronized boolean starting() {
    return phase == Phase.STARTING;
  }

  synchronized boolean usable() {
    return phase != Phase.ENDED;
  }

  /** Whether the process ever asked for an invocation. */
  synchronized boolean initialised() {
    return initialised;
  }

  /** Whether the function has this invocation and said nothing about it. */
  synchronized boolean runs(Invocation invocation) {
    return phase == Phase.BUSY
        && assignment != null
        && assignment.report == null
        && assignment.isFor(invocation);
  }

  /** Whether this invocation waits for the process to ask for it. */
  synchronized boolean holds(Assignment waiting) {
    return phase == Phase.READY && assignment == waiting;
  }

  /** Whether an id is that of the invocation which the function has and said nothing about. */
  synchronized boolean awaits(String id) {
    return assignment != null
        && assignment.invocation.id().equals(id)
        && runs(assignment.invocation);
  }

  private Assignment take(Assignment taken) {
    assignment = null;
    return taken;
  }
}
