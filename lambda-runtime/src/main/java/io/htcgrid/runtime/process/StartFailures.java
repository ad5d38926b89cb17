package io.htcgrid.runtime.process;

import io.htcgrid.runtime.function.FunctionDefinition;
import io.htcgrid.runtime.invocation.InvocationOutcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Functions whose processes fail to start, so that a broken one does not keep the machine busy with
 * starting it: from the second failure in a row on there is a pause, which doubles up to 30
 * seconds. A new version starts afresh. Not thread-safe.
 */
final class StartFailures {

  private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(200).toNanos();
  private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

  private record Failures(String version, int inRow, long pauseUntil, InvocationOutcome last) {}

  private final LongSupplier nanoTime;
  private final Map<String, Failures> failing = new HashMap<>();

  StartFailures(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void succeeded(FunctionDefinition function) {
    failing.remove(function.name());
  }

  void failed(FunctionDefinition function, InvocationOutcome outcome) {
    Failures before = failing.get(function.name());
    int inRow =
        before == null || !before.version().equals(function.version()) ? 1 : before.inRow() + 1;
    long pause =
        inRow == 1
            ? 0
            : Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(inRow - 2, 20));
    failing.put(
        function.name(),
        new Failures(function.version(), inRow, nanoTime.getAsLong() + pause, outcome));
  }

  /** How the last start failed, if it is too early for another. */
  Optional<InvocationOutcome> pausing(FunctionDefinition function) {
    return Optional.ofNullable(failing.get(function.name()))
        .filter(failures -> failures.version().equals(function.version()))
        .filter(
            failures -> failures.inRow() > 1 && nanoTime.getAsLong() - failures.pauseUntil() < 0)
        .map(Failures::last);
  }
}
