package io.htcgrid.cli;

import io.htcgrid.connector.GridOperations;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.control.GridSettings;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One priority of a grid, or all of them; exactly one of the two must be given. */
final class PauseTarget {
  @Parameters(
      arity = "0..1",
      paramLabel = "PRIORITY",
      description = "Sessions of this priority, 0 being the lowest.")
  @Nullable Integer level;

  @Option(names = "--all", description = "All sessions of the grid.")
  boolean all;

  /** Pauses or resumes them, and tells what is paused then. */
  void change(
      HtcgridCommand root,
      String command,
      BiFunction<GridOperations, Set<Integer>, GridSettings> change) {
    check(command);
    try (HtcGrid grid = root.connect()) {
      GridOperations operations = grid.operations();
      Set<Integer> paused = change.apply(operations, levels(operations)).pausedLevels();
      root.console()
          .answer(PauseView.put(Console.json().createObjectNode(), paused), PauseView.text(paused));
    }
  }

  private Set<Integer> levels(GridOperations grid) {
    return all
        ? IntStream.range(0, grid.priorityLevels()).boxed().collect(Collectors.toUnmodifiableSet())
        : Set.of(Objects.requireNonNull(level));
  }

  /** Refuses what says nothing, or two things. */
  private void check(String command) {
    if (all == (level != null)) {
      throw CommandFailure.usage(
          "'"
              + command
              + "' needs "
              + (all ? "either a priority or --all, not both" : "a priority, or --all"));
    }
  }
}
