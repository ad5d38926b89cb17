package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.control.FunctionVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid functions versions}. */
@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    description = "Lists a function's versions, the newest first.")
final class FunctionsVersionsCommand implements Callable<Integer> {
  private static final String ROW = "%-24s %-6s %-24s %10s %6s  %s";

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  FunctionsCommand functions;

  @Parameters(paramLabel = "NAME", description = "The function's name.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  String name;

  @Override
  public Integer call() {
    List<FunctionVersion> versions;
    String active;
    try (HtcGrid grid = functions.root.connect()) {
      versions =
          grid.functions().list().stream()
              .filter(version -> version.name().equals(name))
              .sorted(Comparator.comparing(FunctionVersion::pushedAt).reversed())
              .toList();
      active = grid.functions().active().get(name);
    }
    if (versions.isEmpty()) {
      throw new CommandFailure(
          ExitCode.NOT_FOUND,
          "no version of " + name + " was pushed; 'htcgrid functions list' shows what was");
    }
    ObjectNode json = Console.json().createObjectNode();
    ArrayNode array = json.putArray("versions");
    versions.forEach(version -> array.add(FunctionView.json(version, isActive(version, active))));
    functions.root.console().answer(json, text(versions, active));
    return ExitCode.OK;
  }

  private static boolean isActive(FunctionVersion version, @Nullable String active) {
    return version.version().equals(active);
  }

  private static String text(List<FunctionVersion> versions, @Nullable String active) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT, ROW, "VERSION", "ACTIVE", "PUSHED", "SIZE", "FILES", "SHA-256"));
    for (FunctionVersion version : versions) {
      text.append(System.lineSeparator())
          .append(
              String.format(
                  Locale.ROOT,
                  ROW,
                  version.version(),
                  isActive(version, active) ? "yes" : "",
                  version.pushedAt(),
                  FunctionView.size(version.bytes()),
                  version.files(),
                  version.sha256()));
    }
    return text.toString();
  }
}
