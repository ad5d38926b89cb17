package io.htcgrid.system.trouble;

import io.htcgrid.embedded.faults.Fault;
import io.htcgrid.embedded.faults.FaultInjector;
import java.time.Duration;
import java.util.List;

/** What goes wrong with consecutive calls of one place. */
public enum Trouble {
  /** The SDK gives up, and nothing was carried out. */
  REFUSED(true, Fault.THROTTLED, Fault.SERVER_ERROR),
  /** As above, by the way there. */
  UNREACHABLE(true, Fault.RESET, Fault.TIMED_OUT),
  /** The SDK gives up though all of its attempts were carried out. */
  UNANSWERED(true, Fault.REPLY_LOST, Fault.REPLY_REPLACED),
  /** The SDK's second attempt meets what the first one did, unknown to its caller. */
  REPEATED(false, Fault.REPLY_LOST, Fault.REPEATED),
  SLOW(false, Fault.SLOW),
  /** Entries of a batch fail. */
  PARTIAL(false, Fault.PARTIAL_FAILURE);

  private static final Duration DELAY = Duration.ofMillis(50);

  private final boolean everyAttempt;

  @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
  private final List<Fault> faults;

  Trouble(boolean everyAttempt, Fault... faults) {
    this.everyAttempt = everyAttempt;
    this.faults = List.of(faults);
  }

  /** For one call each. */
  List<FaultInjector> injectors() {
    return faults.stream().map(this::injector).toList();
  }

  private FaultInjector injector(Fault fault) {
    FaultInjector injector = new FaultInjector(1, DELAY);
    if (everyAttempt) {
      injector.rate(FaultInjector.ANY_CALL, fault, 1);
    } else {
      injector.next(FaultInjector.ANY_CALL, fault, 1);
    }
    return injector;
  }
}
