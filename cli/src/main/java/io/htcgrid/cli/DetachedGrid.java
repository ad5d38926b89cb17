package io.htcgrid.cli;

import io.htcgrid.control.config.LocalGridEntry;
import io.htcgrid.control.config.LocalGridRegistry;
import io.htcgrid.local.LocalGridSettings;
import io.htcgrid.runtime.function.FunctionCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts a local grid in a process of its own and returns when it is registered, which is when it
 * is ready.
 */
final class DetachedGrid {
  private static final int LOOKS_A_SECOND = 20;
  private static final int PATIENCE_SECONDS = 60;

  private DetachedGrid() {}

  static void start(Console console, Environment environment, LocalGridSettings settings)
      throws InterruptedException {
    LocalGridRegistry registry = new LocalGridRegistry(environment.home());
    registry.requireFree(settings.name());
    Path log = environment.home().resolve("grids").resolve(settings.name() + ".log");
    Process process = launch(settings, log);
    for (int look = 0; look < PATIENCE_SECONDS * LOOKS_A_SECOND; look++) {
      Optional<LocalGridEntry> entry = registry.find(settings.name());
      if (entry.isPresent() && entry.get().pid() == process.pid()) {
        tellProblems(console, settings);
        console.answer(
            LocalView.json(entry.get()).put("log", log.toString()), LocalView.text(entry.get()));
        return;
      }
      if (process.waitFor(1000 / LOOKS_A_SECOND, TimeUnit.MILLISECONDS)) {
        throw new CommandFailure(
            ExitCode.CONFIGURATION, "the local grid did not start: " + reason(log));
      }
    }
    process.destroy();
    throw new CommandFailure(
        ExitCode.CONFIGURATION,
        "the local grid was not ready after " + PATIENCE_SECONDS + " s; its log is " + log);
  }

  /** The grid itself tells its log alone, and runs without the functions that cannot. */
  private static void tellProblems(Console console, LocalGridSettings settings) {
    Path functions = settings.functions();
    if (functions == null || settings.agents() == 0) {
      return;
    }
    try {
      FunctionCatalog.problemsIn(functions)
          .forEach(problem -> console.note("htcgrid: a function cannot run: " + problem));
    } catch (IOException e) {
      console.note("htcgrid: " + functions + " cannot be read (" + Diagnosis.reason(e) + ")");
    }
  }

  private static Process launch(LocalGridSettings settings, Path log) {
    clear(log);
    try {
      return new ProcessBuilder(command(settings))
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectOutput(log.toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.CONFIGURATION,
          "cannot start the grid's process (" + Diagnosis.reason(e) + ")",
          e);
    }
  }

  /** Before the process, whose failure to start would be blamed on its program. */
  private static void clear(Path log) {
    try {
      Files.createDirectories(log.getParent());
      Files.newOutputStream(log).close();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.CONFIGURATION,
          "the grid's log "
              + log
              + " cannot be written ("
              + Diagnosis.reason(e)
              + "); HTCGRID_HOME names another folder for it",
          e);
    }
  }

  /** The command line of its process. */
  static List<String> command(LocalGridSettings settings) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      // A session of its own, so that closing the terminal does not stop the grid.
      command.add("/usr/bin/setsid");
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The same JVM options as this process: class-data archive, properties.
    command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("--grid", settings.name(), "local", "start"));
    option(command, "--functions", settings.functions());
    option(command, "--data-dir", settings.dataFolder());
    command.addAll(List.of("--agents", "" + settings.agents(), "--slots", "" + settings.slots()));
    LocalGridSettings.Ports ports = settings.ports();
    command.addAll(
        List.of("--dynamodb-port", "" + ports.dynamoDb(), "--sqs-port", "" + ports.sqs()));
    command.addAll(List.of("--s3-port", "" + ports.s3(), "--runtime-port", "" + ports.runtime()));
    if (settings.allowCommand()) {
      command.add("--allow-command");
    }
    return command;
  }

  private static void option(List<String> command, String name, @Nullable Path value) {
    if (value != null) {
      command.add(name);
      command.add(value.toAbsolutePath().toString());
    }
  }

  /** The sentence that the process ended with. */
  private static String reason(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.startsWith("htcgrid: "))
          .findFirst()
          .map(line -> line.substring("htcgrid: ".length()))
          .orElse("it said nothing; its log is " + log);
    } catch (IOException e) {
      return "its log " + log + " cannot be read";
    }
  }
}
