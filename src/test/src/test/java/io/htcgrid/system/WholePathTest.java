package io.htcgrid.system;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Over the embedded services, in one JVM. */
class WholePathTest extends WholePath {
  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private LocalGrid grid;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    grid =
        LocalGrid.start(
            LocalGridSettings.defaults().withAgents(2).withFunctions(TestFunctions.in(folder)));
  }

  @AfterAll
  void stop() {
    grid.close();
  }

  @Override
  HtcGrid connect() {
    return grid.connect();
  }
}
