package io.htcgrid.bench.chaos;

import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints a run as a table, and last as one line for programs. */
final class ChaosReport {
  private final PrintStream out;

  ChaosReport(PrintStream out) {
    this.out = out;
  }

  void print(ChaosSettings settings, ChaosResult result) {
    result.problems().forEach(problem -> out.println("problem: " + problem));
    out.printf(
        Locale.ROOT,
        "%d agents with %d slots, lease %.0f s, a kill or freeze every %.1f s, %.1f%% of calls fail,"
            + " %.1f%% of sends are doubled, seed %d%n",
        settings.agents(),
        settings.slots(),
        settings.lease().toMillis() / 1000.0,
        settings.killEvery().toMillis() / 1000.0,
        settings.faults() * 100,
        settings.duplicates() * 100,
        settings.seed());
    row("tasks", result.tasks());
    row("seconds", result.time().toSeconds());
    row("agents killed", result.kills());
    row("agents killed by their task", result.killsByTasks());
    row("agents frozen for longer than a lease", result.freezes());
    row("agents that ended by themselves", result.exits());
    row("faults injected", result.faultCount());
    result.faults().forEach((fault, count) -> row("  " + fault, count));
    row("runs of the function", result.runs());
    row("attempts after a task's first", result.retries());
    row("interrupted runs begun again", result.recoveries());
    row("  ms from the loss, median", result.recoveryMedian());
    row("  ms from the loss, 99th percentile", result.recoveryP99());
    row("lost", result.lost());
    row("wrong", result.wrong());
    row("doubled commits", result.doubled());
    row("processes left over", result.leftOver());
    out.println(line(settings, result));
    out.flush();
  }

  private void row(String name, long value) {
    out.printf(Locale.ROOT, "%-42s %,12d%n", name, value);
  }

  private static String line(ChaosSettings settings, ChaosResult result) {
    return "chaos: tasks="
        + result.tasks()
        + " seed="
        + settings.seed()
        + " kills="
        + result.kills()
        + " killsByTasks="
        + result.killsByTasks()
        + " freezes="
        + result.freezes()
        + " exits="
        + result.exits()
        + " faults="
        + result.faultCount()
        + result.faults().entrySet().stream()
            .map(each -> " faults." + each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining())
        + " runs="
        + result.runs()
        + " retries="
        + result.retries()
        + " recoveryMedianMs="
        + result.recoveryMedian()
        + " recoveryP99Ms="
        + result.recoveryP99()
        + " lost="
        + result.lost()
        + " wrong="
        + result.wrong()
        + " doubled="
        + result.doubled()
        + " leftOver="
        + result.leftOver()
        + " verdict="
        + (result.isRight() ? "right" : "wrong");
  }
}
