package io.htcgrid.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.sweep.Duty;
import io.htcgrid.control.sweep.DutyReport;
import io.htcgrid.control.sweep.Sweeper;
import io.htcgrid.data.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweeperThreadTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path home;

  @Test
  void anErrorEndsOneRunAndNotTheRunsToCome() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    Duty duty =
        new Duty() {
          @Override
          public String name() {
            if (begun.incrementAndGet() == 1) {
              throw new NoClassDefFoundError("planted by the test");
            }
            return "duty";
          }

          @Override
          public DutyReport runOnce() {
            ended.incrementAndGet();
            return new DutyReport(0, 0);
          }
        };
    try (SweeperThread sweeping =
        SweeperThread.start(new Sweeper(List.of(duty)), Duration.ofMillis(10))) {
      assertThat(sweeping).isNotNull();
      Eventually.check("it has swept twice more", () -> ended.get() >= 2);
    }
  }

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
