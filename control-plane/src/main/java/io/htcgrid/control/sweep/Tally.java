package io.htcgrid.control.sweep;

import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what one run of a duty does. One thing that cannot be repaired does not keep the others
 * from it; a few say that a service is in trouble, and end the run. Not thread-safe.
 */
final class Tally {
  private static final Logger LOG = LoggerFactory.getLogger(Tally.class);
  private static final int MAX_FAILURES = 3;

  private final String duty;
  private int looked;
  private int repaired;
  private int failures;

  Tally(String duty) {
    this.duty = duty;
  }

  int looked() {
    return looked;
  }

  /**
   * Looks at one thing.
   *
   * @param repair tells whether it changed anything
   */
  void look(Object thing, BooleanSupplier repair) {
    looked++;
    try {
      if (repair.getAsBoolean()) {
        repaired++;
      }
    } catch (RuntimeException | Error e) {
      failures++;
      if (failures >= MAX_FAILURES || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      LOG.warn("Duty {} could not repair {}; it tries again later", duty, thing, e);
    }
  }

  DutyReport report() {
    return new DutyReport(looked, repaired);
  }
}
