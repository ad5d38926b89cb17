package io.htcgrid.cli;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionStatus;
import io.htcgrid.connector.TaskOutcome;
import io.htcgrid.examples.portfolio.BlocksNotPricedException;
import io.htcgrid.examples.portfolio.PortfolioExample;
import io.htcgrid.examples.portfolio.PortfolioOptions;
import io.htcgrid.examples.portfolio.PortfolioReport;
import io.htcgrid.examples.portfolio.ReportFiles;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a grid on this machine, prices the example's book of trades on it, and stops it"
          + " again.",
      "Writes results.csv and chart.png."
    })
final class DemoCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      defaultValue = "demo-output",
      description = "Where to write them. Default: ${DEFAULT-VALUE}.")
  Path folder = Path.of("demo-output");

  @Override
  public Integer call() throws IOException {
    Console console = root.console();
    // Before the work, which would be for nothing.
    Path to = OutputFolder.create(folder);
    console.note("starting a grid on this machine ...");
    LocalGridSettings settings =
        LocalGridSettings.defaults()
            .withName("demo")
            .withFunctions(root.environment().installation().resolve("functions"));
    try (LocalGrid local = LocalGrid.start(settings)) {
      Runtime.getRuntime().addShutdownHook(new Thread(local::close, "htcgrid-stop"));
      try (HtcGrid grid = local.connect()) {
        return price(console, grid, to);
      }
    }
  }

  private static Integer price(Console console, HtcGrid grid, Path to) throws IOException {
    DemoProgress progress = new DemoProgress(console);
    try {
      PortfolioReport report = PortfolioExample.run(grid, PortfolioOptions.DEFAULT, progress);
      progress.close();
      // stdout holds one document when it is JSON.
      report.print(console.asJson() ? console.err() : console.out());
      told(console, report.write(to));
    } catch (BlocksNotPricedException e) {
      console.note("htcgrid: " + e.getMessage());
    } finally {
      progress.close();
    }
    SessionStatus status = progress.session().await();
    console.answer(StatusView.json(status), StatusView.summary(status));
    return StatusView.exitCode(status);
  }

  private static void told(Console console, ReportFiles files) {
    console.note("figures of every trade: " + files.csv());
    console.note(
        files.chart() instanceof ReportFiles.Drawn drawn
            ? "chart: " + drawn.file()
            : "no chart: " + ((ReportFiles.NotDrawn) files.chart()).reason());
  }

  /** Shows how far the pricing is. */
  private static final class DemoProgress implements PortfolioExample.Progress, AutoCloseable {
    private final Console console;
    private @Nullable Session session;
    private @Nullable Progress bar;
    private int ended;
    private int failed;

    DemoProgress(Console console) {
      this.console = console;
    }

    @Override
    public void submitted(Session submitted, int tasks) {
      session = submitted;
      console.note("session " + submitted.id() + " submitted: " + tasks + " tasks");
      bar = Progress.on(console, "pricing", tasks);
    }

    @Override
    public void ended(TaskOutcome outcome) {
      ended++;
      failed += outcome instanceof TaskOutcome.Failed ? 1 : 0;
      if (bar != null) {
        bar.ended(ended, failed);
      }
    }

    Session session() {
      return Objects.requireNonNull(session, "submitted");
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
