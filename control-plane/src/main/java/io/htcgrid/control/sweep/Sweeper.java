package io.htcgrid.control.sweep;

import io.htcgrid.control.config.GridServices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs its duties in turn; an exception or error ends one of them, and does not keep the others
 * from running. Whoever owns it runs it every so often. Several sweepers may run at once, but each
 * is used by one thread at a time.
 */
public final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final List<Duty> duties;

  /** A run that had no time for some begins the next with them. */
  private int next;

  public Sweeper(List<Duty> duties) {
    this.duties = List.copyOf(duties);
  }

  /** A sweeper with all duties there are. */
  public static Sweeper of(GridServices services) {
    return new Sweeper(
        List.of(
            new EndOverdueSessions(services),
            new AbandonSubmissions(services),
            new ReviewDeadLetters(services),
            new FinishHalfClosed(services),
            new ResendLostMessages(services),
            new DeleteOrphanReplyQueues(services)));
  }

  /** Runs each duty once, unless the thread is interrupted. */
  public SweepReport runOnce() {
    return runOnce(() -> false);
  }

  /**
   * As {@link #runOnce()}; no duty begins once there is enough, and those left out are not in the
   * report, and first in the next run.
   */
  public SweepReport runOnce(BooleanSupplier enough) {
    Map<String, DutyOutcome> outcomes = new LinkedHashMap<>();
    int begun = next;
    for (int i = 0; i < duties.size(); i++) {
      if (Thread.currentThread().isInterrupted() || enough.getAsBoolean()) {
        break;
      }
      Duty each = duties.get((begun + i) % duties.size());
      next = (begun + i + 1) % duties.size();
      outcomes.put(each.name(), run(each));
    }
    return new SweepReport(outcomes);
  }

  private static DutyOutcome run(Duty duty) {
    try {
      DutyReport report = duty.runOnce();
      if (report.repaired() > 0) {
        LOG.info(
            "Duty {} repaired {} of {} things", duty.name(), report.repaired(), report.looked());
      }
      return new DutyOutcome.Done(report);
    } catch (RuntimeException | Error e) {
      if (Thread.currentThread().isInterrupted()) {
        LOG.debug("Duty {} was told to stop half-way; its next run goes on", duty.name(), e);
      } else {
        LOG.warn("Duty {} stopped half-way; its next run goes on", duty.name(), e);
      }
      return new DutyOutcome.Failed(e);
    }
  }
}
