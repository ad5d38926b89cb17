package io.htcgrid.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code --functions} names. */
final class FunctionsOption {
  private FunctionsOption() {}

  /**
   * Looks before anything is started for it.
   *
   * @throws CommandFailure when there is no such folder
   */
  static void requireFolder(Path functions) {
    if (!Files.isDirectory(functions)) {
      throw new CommandFailure(
          ExitCode.CONFIGURATION,
          "--functions: there is no folder " + functions + "; create it or name another");
    }
  }
}
