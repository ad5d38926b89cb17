package io.htcgrid.cli;

import io.htcgrid.bench.chaos.Chaos;
import io.htcgrid.bench.chaos.ChaosResult;
import io.htcgrid.bench.chaos.ChaosSettings;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code htcgrid chaos}. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    description = {
      "Runs tasks on a grid of this machine whose agents are killed and frozen, whose services fail"
          + " and whose functions misbehave, and checks that every task ends once, and rightly.",
      "Prints a table; its last line is for programs. Ends with 1 when a task was lost, wrong or"
          + " doubled, or when fewer agents than --kills were killed."
    })
final class ChaosCommand implements Callable<Integer> {
  @Option(names = "--tasks", paramLabel = "N", defaultValue = "3000", description = "How many.")
  int tasks;

  @Option(
      names = "--killers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Tasks besides that kill their agent every time.")
  int killers;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of tasks, kills and faults.")
  long seed;

  @Option(names = "--agents", paramLabel = "N", defaultValue = "3", description = "Processes.")
  int agents;

  @Option(names = "--slots", paramLabel = "N", defaultValue = "2", description = "Of each agent.")
  int slots;

  @Option(
      names = "--kill-every",
      paramLabel = "TIME",
      defaultValue = "5s",
      description = "Between two kills or freezes, on average.")
  Duration killEvery = Duration.ofSeconds(5);

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "3",
      description = "At least so many; more often than --kill-every says where that takes it.")
  int kills;

  @Option(
      names = "--faults",
      paramLabel = "PERCENT",
      defaultValue = "5",
      description = "Of the calls of services, in agents and in the client.")
  double faults;

  @Option(
      names = "--duplicates",
      paramLabel = "PERCENT",
      defaultValue = "5",
      description = "Of the sends to queues, which are carried out twice.")
  double duplicates;

  @Option(
      names = "--lease",
      paramLabel = "TIME",
      defaultValue = "6s",
      description = "Of the agents' claims; a grid's own is 30 s, and recovery takes as long.")
  Duration lease = Duration.ofSeconds(6);

  @Override
  public Integer call() throws Exception {
    ChaosSettings settings =
        new ChaosSettings(
            tasks,
            killers,
            seed,
            agents,
            slots,
            killEvery,
            kills,
            faults / 100,
            duplicates / 100,
            lease);
    ChaosResult result = new Chaos(System.out, System.err).run(settings);
    if (result.kills() < kills) {
      throw new CommandFailure(
          ExitCode.WORK_FAILED,
          "only " + result.kills() + " agents were killed, of " + kills + "; give it more --tasks");
    }
    return result.isRight() ? ExitCode.OK : ExitCode.WORK_FAILED;
  }
}
