package io.htcgrid.cli;

import io.htcgrid.bench.estimate.Estimate;
import io.htcgrid.bench.estimate.EstimateJson;
import io.htcgrid.bench.estimate.EstimateText;
import io.htcgrid.bench.estimate.Workload;
import io.htcgrid.bench.price.Prices;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid estimate}. */
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Estimates what a session would take on AWS: time, what it would use of AWS's quotas, what"
          + " would throttle first and at which scale, and the bill.",
      "Reaches no grid and no service."
    })
final class EstimateCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Option(names = "--tasks", required = true, paramLabel = "N", description = "How many.")
  long tasks;

  @Option(
      names = "--seconds-per-task",
      required = true,
      paramLabel = "S",
      description = "How long a task works on one vCPU; 0.05, for example.")
  double secondsPerTask;

  @Option(
      names = "--payload",
      paramLabel = "BYTES",
      defaultValue = "1024",
      description = "Of each task. Default: ${DEFAULT-VALUE}.")
  int payload;

  @Option(
      names = "--result",
      paramLabel = "BYTES",
      defaultValue = "1024",
      description = "Of each task. Default: ${DEFAULT-VALUE}.")
  int result;

  @Option(
      names = "--slots",
      required = true,
      paramLabel = "N",
      description = "Of all agents together; a vCPU each.")
  int slots;

  @Option(
      names = "--slots-per-agent",
      paramLabel = "N",
      defaultValue = "8",
      description = "Default: ${DEFAULT-VALUE}.")
  int slotsPerAgent;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      description = "Say with how many slots it would be done by then; 90s, 5m or 1h30m.")
  @Nullable Duration deadline;

  @Override
  public Integer call() {
    Workload workload;
    try {
      workload = new Workload(tasks, secondsPerTask, payload, result, slots, slotsPerAgent);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    if (deadline != null && deadline.isZero()) {
      throw CommandFailure.usage("--deadline is 0; it must be more");
    }
    Estimate estimate = Estimate.of(workload);
    Prices prices = Prices.listed();
    root.console()
        .answer(
            EstimateJson.of(estimate, prices, deadline),
            EstimateText.of(estimate, prices, deadline));
    return ExitCode.OK;
  }
}
