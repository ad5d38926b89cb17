package io.htcgrid.control.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run of the sweeper did.
 *
 * @param outcomes by the duty's name, in the order in which they ran
 */
public record SweepReport(Map<String, DutyOutcome> outcomes) {
  public SweepReport {
    outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
  }

  /** How many things all duties changed; those of a duty that failed are not known. */
  public int repaired() {
    return outcomes.values().stream()
        .mapToInt(each -> each instanceof DutyOutcome.Done done ? done.report().repaired() : 0)
        .sum();
  }

  /** Whether a duty failed. */
  public boolean failed() {
    return outcomes.values().stream().anyMatch(each -> each instanceof DutyOutcome.Failed);
  }
}
