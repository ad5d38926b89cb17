package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.control.FunctionVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code htcgrid functions list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the functions that were pushed, and which version of each is active.")
final class FunctionsListCommand implements Callable<Integer> {
  private static final String ROW = "%-24s %-24s %8s  %s";

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  FunctionsCommand functions;

  @Override
  public Integer call() {
    Map<String, List<FunctionVersion>> byName;
    Map<String, String> active;
    try (HtcGrid grid = functions.root.connect()) {
      byName =
          grid.functions().list().stream()
              .collect(
                  Collectors.groupingBy(FunctionVersion::name, TreeMap::new, Collectors.toList()));
      active = grid.functions().active();
    }
    ObjectNode json = Console.json().createObjectNode();
    ArrayNode array = json.putArray("functions");
    StringBuilder text =
        new StringBuilder(
            String.format(Locale.ROOT, ROW, "FUNCTION", "ACTIVE", "VERSIONS", "NEWEST"));
    byName.forEach(
        (name, versions) -> {
          String newest = newest(versions).version();
          String used = active.get(name);
          array
              .addObject()
              .put("function", name)
              .put("active", used)
              .put("versions", versions.size())
              .put("newest", newest);
          text.append(System.lineSeparator())
              .append(
                  String.format(
                      Locale.ROOT, ROW, name, used == null ? "-" : used, versions.size(), newest));
        });
    functions
        .root
        .console()
        .answer(json, byName.isEmpty() ? "no functions were pushed" : text.toString());
    return ExitCode.OK;
  }

  private static FunctionVersion newest(List<FunctionVersion> versions) {
    return versions.stream().max(Comparator.comparing(FunctionVersion::pushedAt)).orElseThrow();
  }
}
