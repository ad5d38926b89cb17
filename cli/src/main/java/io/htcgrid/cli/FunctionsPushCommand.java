package io.htcgrid.cli;

import io.htcgrid.connector.GridFunctions;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.control.FunctionVersion;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid functions push}. */
@Command(
    name = "push",
    sortOptions = false,
    description = {
      "Puts a function's folder into the grid as a version.",
      "Pushing the same content again changes nothing."
    })
final class FunctionsPushCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  FunctionsCommand functions;

  @Parameters(paramLabel = "DIR", description = "The function's folder, with its function.json.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  Path folder;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The function's name. Default: the folder's.")
  @Nullable String name;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "The version's name. Default: the beginning of the content's SHA-256.")
  @Nullable String version;

  @Option(names = "--activate", description = "Make it the active version.")
  boolean activate;

  // The standard options would bring a --version of their own, and give way to the one here whole.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  boolean help;

  @Override
  public Integer call() {
    FunctionFolder checked = FunctionFolder.check(folder);
    String wanted = name == null ? checked.name() : name;
    try (HtcGrid grid = functions.root.connect()) {
      GridFunctions.Pushed pushed = grid.functions().push(wanted, version, checked.path());
      FunctionVersion done = pushed.version();
      if (activate) {
        grid.functions().activate(done.name(), done.version());
      }
      boolean active = done.version().equals(grid.functions().active().get(done.name()));
      functions
          .root
          .console()
          .answer(
              FunctionView.json(done, active).put("added", pushed.added()),
              text(done, pushed.added(), active));
    }
    return ExitCode.OK;
  }

  private static String text(FunctionVersion version, boolean added, boolean active) {
    return version.qualified()
        + (added ? " is pushed: " : " was there already, with the same content: ")
        + version.files()
        + (version.files() == 1 ? " file, " : " files, ")
        + FunctionView.size(version.bytes())
        + (active
            ? "; it is the active version"
            : "; 'htcgrid functions activate " + version.qualified() + "' makes it the active one");
  }
}
