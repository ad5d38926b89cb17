package io.htcgrid.cli;

import io.htcgrid.bench.SpeedReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code htcgrid bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures a grid of one agent on this machine and prints the figures; takes some minutes."
    })
final class BenchCommand implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    new SpeedReport(System.out).run();
    return ExitCode.OK;
  }
}
