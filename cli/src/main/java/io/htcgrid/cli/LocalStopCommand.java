package io.htcgrid.cli;

import io.htcgrid.control.config.LocalGridEntry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid local stop}. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stops a local grid; running tasks may finish within its grace period.")
final class LocalStopCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  LocalCommand local;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long to wait for its end. Default: ${DEFAULT-VALUE}.")
  Duration timeout = Duration.ofMinutes(1);

  @Override
  public Integer call() throws InterruptedException {
    LocalGridEntry entry = local.running();
    String grid = entry.config().grid();
    ProcessHandle process =
        ProcessHandle.of(entry.pid()).orElseThrow(() -> LocalCommand.notRunning(grid, List.of()));
    process.destroy();
    try {
      process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new CommandFailure(
          ExitCode.WAIT_TIMED_OUT,
          "local grid " + grid + " still finishes its tasks in process " + entry.pid(),
          e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for process " + entry.pid() + " failed", e);
    }
    local
        .root
        .console()
        .answer(
            Console.json().createObjectNode().put("grid", grid).put("state", "STOPPED"),
            "local grid " + grid + " stopped");
    return ExitCode.OK;
  }
}
