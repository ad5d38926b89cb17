package io.htcgrid.local;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.data.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweeperThreadTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path home;

  @Test
  void aSessionPastItsDeadlineEndsThoughNoAgentAndNoClientIsThere() throws Exception {
    LocalGridSettings settings =
        LocalGridSettings.defaults()
            .withAgents(0)
            .withHome(home)
            .withSweepInterval(Duration.ofMillis(200));
    try (LocalGrid grid = LocalGrid.start(settings);
        GridClients clients = GridClients.open(grid.config())) {
      SessionId id;
      try (HtcGrid client = grid.connect()) {
        id =
            client
                .submit(
                    SessionSpec.function("any")
                        .payload("{}")
                        .timeout(Duration.ofSeconds(1))
                        .build())
                .id();
      }

      // Read as it is stored: a client that looks would end it itself.
      Eventually.check(
          "the session has failed",
          () ->
              clients
                  .services()
                  .table()
                  .readSession(id, clients.services().clock().instant())
                  .map(SessionRecord::state)
                  .filter(SessionState.FAILED::equals)
                  .isPresent());
    }
  }
}
