package io.htcgrid.cli;

import io.htcgrid.runtime.function.FunctionCatalog;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code --functions} names. */
final class FunctionsOption {
  private FunctionsOption() {}

  /**
   * Looks before anything is started for it.
   *
   * @throws CommandFailure when there is no such folder, or it is none of functions
   */
  static void requireFolder(Path functions) {
    if (!Files.isDirectory(functions)) {
      throw new CommandFailure(
          ExitCode.CONFIGURATION,
          "--functions: there is no folder " + functions + "; create it or name another");
    }
    if (FunctionCatalog.isFunction(functions)) {
      throw new CommandFailure(
          ExitCode.CONFIGURATION,
          "--functions: " + functions + " is a function itself; name the folder that holds it");
    }
  }
}
