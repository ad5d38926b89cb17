package io.htcgrid.control.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Files that are there and cannot be read. */
final class Unreadable {
  private Unreadable() {}

  static ConfigException file(Path path, IOException cause) {
    return new ConfigException(
        List.of(
            new ConfigProblem(
                "configuration",
                path.toString(),
                "it cannot be read (" + cause + "); make it a file that this user may read")),
        cause);
  }
}
