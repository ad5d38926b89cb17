package io.htcgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionStatus;
import io.htcgrid.control.config.GridConfigCodec;
import io.htcgrid.embedded.junit.JavaProgram;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientLossTest {
  @Test
  void aSessionWhoseClientIsKilledGoesOnAndAnotherClientTakesAllOfIt(@TempDir Path folder)
      throws Exception {
    LocalGridSettings settings =
        LocalGridSettings.defaults()
            .withHome(folder.resolve("home"))
            .withSlots(2)
            .withAllowCommand(true);
    try (LocalGrid grid = LocalGrid.start(settings)) {
      Process process =
          new ProcessBuilder(
                  JavaProgram.command(KilledClient.class, GridConfigCodec.encode(grid.config())))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String id;
      try {
        id = process.inputReader().readLine();
        assertThat(process.inputReader().readLine()).isEqualTo("some have ended");
      } finally {
        process.destroyForcibly().waitFor();
      }

      try (HtcGrid another = grid.connect()) {
        Session session = another.session(id);
        assertThat(session.status().ended()).isFalse();
        try (OutcomeStream results = session.results()) {
          assertThat(results.stream().map(outcome -> outcome.orThrow().text()))
              .containsExactlyElementsOf(
                  IntStream.range(0, KilledClient.TASKS).mapToObj(i -> "task " + i).toList());
        }
        SessionStatus status = session.await(Duration.ofMinutes(2));
        assertThat(status.succeeded()).isTrue();
        // The agents never noticed.
        assertThat(session.tasks()).allSatisfy(task -> assertThat(task.tries()).isEqualTo(1));
      }
    }
  }
}
