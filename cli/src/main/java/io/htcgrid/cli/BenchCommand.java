package io.htcgrid.cli;

import io.htcgrid.bench.BenchOption;
import io.htcgrid.bench.BenchSettings;
import io.htcgrid.bench.Benchmark;
import io.htcgrid.bench.Benchmarks;
import io.htcgrid.bench.grid.ServiceDelays;
import io.htcgrid.bench.report.BenchResult;
import io.htcgrid.bench.report.Machine;
import io.htcgrid.bench.report.ReportChart;
import io.htcgrid.bench.report.ReportJson;
import io.htcgrid.bench.report.ReportTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures a grid on this machine. Prints a table and then, on one line, a JSON document; with"
          + " --output json the document alone, and the table on stderr.",
      "A benchmark leaves nothing behind, and works on a grid of its own."
    })
final class BenchCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  HtcgridCommand root;

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "What to measure: ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  String name;

  @Option(names = "--runs", paramLabel = "N", description = "How often, after warm-up.")
  @Nullable Integer runs;

  @Option(names = "--tasks", paramLabel = "N,…", split = ",", description = "Tasks of a session.")
  List<Integer> tasks = List.of();

  @Option(names = "--agents", paramLabel = "N,…", split = ",", description = "How many.")
  List<Integer> agents = List.of();

  @Option(names = "--slots", paramLabel = "N,…", split = ",", description = "Of each agent.")
  List<Integer> slots = List.of();

  @Option(
      names = "--delays",
      paramLabel = "FILE",
      description = "How long services take, instead of what AWS's take.")
  @Nullable Path delays;

  @Option(
      names = "--chart",
      paramLabel = "FILE.png",
      description = "Draw the figures there; an existing file is replaced.")
  @Nullable Path chart;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Benchmark benchmark =
        Benchmarks.named(name)
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "there is no benchmark '" + name + "'; give one of " + names()));
    BenchSettings settings = settings(benchmark);
    if (chart != null) {
      requireWritable(chart);
    }
    if (delays != null) {
      // Now, not minutes later, when the benchmark comes to it.
      var unused = ServiceDelays.read(delays);
    }
    Console console = root.console();
    BenchResult result = benchmark.run(settings, console::note);
    if (chart != null) {
      ReportChart.write(result, chart);
    }
    answer(console, result);
    return ExitCode.OK;
  }

  private BenchSettings settings(Benchmark benchmark) {
    BenchSettings settings;
    try {
      settings =
          new BenchSettings(
              runs == null ? OptionalInt.empty() : OptionalInt.of(runs),
              tasks,
              agents,
              slots,
              Optional.ofNullable(delays));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    for (BenchOption given : settings.given()) {
      if (!benchmark.options().contains(given)) {
        throw CommandFailure.usage(
            "the benchmark " + name + " takes no --" + given.name().toLowerCase(Locale.ROOT));
      }
    }
    return settings;
  }

  private static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw CommandFailure.usage("--chart: no file " + file + " can be written");
    }
  }

  static void answer(Console console, BenchResult result) {
    Map<String, String> machine = Machine.describe();
    String table = ReportTable.of(result, machine);
    if (console.asJson()) {
      console.note(table);
    } else {
      console.line(table);
    }
    console.line(ReportJson.of(result, machine, InstantSource.system().instant()));
  }

  private static String names() {
    return Benchmarks.all().stream().map(Benchmark::name).collect(Collectors.joining(", "));
  }

  /** What {@code --help} lists. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Benchmarks.all().stream()
          .map(benchmark -> System.lineSeparator() + benchmark.name() + ": " + benchmark.purpose())
          .iterator();
    }
  }
}
