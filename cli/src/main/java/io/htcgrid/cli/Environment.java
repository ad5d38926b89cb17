package io.htcgrid.cli;

import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridFinder;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command finds around it.
 *
 * @param variables of the environment
 * @param installation where functions that come with htcgrid lie
 * @param terminal whether stderr is one
 */
record Environment(
    Map<String, String> variables, Path installation, InputStream stdin, boolean terminal) {

  static Environment ofProcess() {
    return new Environment(
        System.getenv(),
        Path.of(System.getProperty("htcgrid.home", ".")),
        System.in,
        // The JVM tells of stdin and stdout together; the launcher, which sees stderr, tells
        // better.
        Boolean.getBoolean("htcgrid.terminal"));
  }

  /** Where local grids are registered and the profile file lies. */
  Path home() {
    return GridFinder.home(variables);
  }

  GridFinder gridFinder() {
    return GridFinder.of(variables, home());
  }

  GridConfig gridConfig(@Nullable String grid) {
    return gridFinder().find(grid == null ? Map.of() : Map.of("grid", grid));
  }
}
