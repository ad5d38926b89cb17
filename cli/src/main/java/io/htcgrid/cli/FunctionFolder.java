package io.htcgrid.cli;

import io.htcgrid.runtime.function.FunctionCatalog;
import io.htcgrid.runtime.function.FunctionDefinition;
import io.htcgrid.runtime.function.FunctionLookup;
import io.htcgrid.runtime.function.FunctionProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A folder whose function could run.
 *
 * @param path absolute
 */
record FunctionFolder(Path path) {
  /**
   * Looks at a folder as the runtime would.
   *
   * @throws CommandFailure with what is wrong
   */
  static FunctionFolder check(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(path)) {
      throw CommandFailure.usage(folder + " is no folder; name a function's folder");
    }
    FunctionLookup lookup = FunctionCatalog.in(path);
    if (lookup instanceof FunctionLookup.Found found) {
      requireInside(path, found.function());
    } else if (lookup instanceof FunctionLookup.Faulty faulty) {
      throw CommandFailure.usage(
          folder
              + " cannot be pushed: "
              + faulty.problems().stream()
                  .map(FunctionProblem::toString)
                  .collect(Collectors.joining("; ")));
    }
    return new FunctionFolder(path);
  }

  private static void requireInside(Path path, FunctionDefinition function) {
    for (Path code : function.code()) {
      if (!code.startsWith(path)) {
        throw CommandFailure.usage(
            path
                + " cannot be pushed: its function.json names "
                + code
                + ", which lies outside of it; a version holds the folder alone, so copy it there");
      }
    }
  }

  String name() {
    return path.getFileName().toString();
  }
}
