package io.htcgrid.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that {@code --to} names. */
final class OutputFolder {
  private OutputFolder() {}

  /**
   * Creates it where it is not there.
   *
   * @throws CommandFailure when it cannot be written to
   */
  static Path create(Path folder) {
    try {
      // Unlike createDirectories alone, this takes a link to a folder.
      Path created = Files.isDirectory(folder) ? folder : Files.createDirectories(folder);
      if (Files.isWritable(created)) {
        return created;
      }
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(ExitCode.USAGE, "--to: " + e.getFile() + " is no folder", e);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "--to: cannot create " + folder + " (" + Diagnosis.reason(e) + ")", e);
    }
    throw CommandFailure.usage("--to: no permission to write to " + folder);
  }
}
