package io.htcgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.SessionStatus;
import io.htcgrid.data.SessionId;
import io.htcgrid.embedded.junit.JavaProgram;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Order(1) // The longest: other classes run beside it.
class RestartTest {
  @Test
  void aSessionSubmittedToADataFolderIsRunAfterARestart(@TempDir Path folder) throws IOException {
    LocalGridSettings settings =
        LocalGridSettings.defaults()
            .withDataFolder(folder.resolve("data"))
            .withFunctions(TestFunctions.in(folder.resolve("functions")));
    SessionId id;
    try (LocalGrid without = LocalGrid.start(settings.withAgents(0));
        HtcGrid client = without.connect()) {
      id =
          client
              .submit(
                  SessionSpec.function(TestFunctions.REVERSE)
                      .payloads(IntStream.range(0, 30).mapToObj(i -> "\"task " + i + "\""))
                      .build())
              .id();
    }
    try (LocalGrid again = LocalGrid.start(settings);
        HtcGrid client = again.connect()) {
      SessionStatus status = client.session(id).await(Duration.ofMinutes(2));
      assertThat(status.succeeded()).isTrue();
      assertThat(status.completed()).isEqualTo(30);
    }
  }

  @Test
  void aGridThatIsKilledInTheMiddleOfASessionFinishesItAfterARestart(@TempDir Path folder)
      throws Exception {
    Process process =
        new ProcessBuilder(JavaProgram.command(KilledGrid.class, folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String id;
    try {
      id = process.inputReader().readLine();
      assertThat(process.inputReader().readLine()).isEqualTo("some have ended");
    } finally {
      process.destroyForcibly().waitFor();
    }

    try (LocalGrid again = LocalGrid.start(KilledGrid.settings(folder));
        HtcGrid client = again.connect();
        OutcomeStream results = client.session(id).results()) {
      assertThat(results.stream().map(outcome -> outcome.orThrow().text()))
          .containsExactlyElementsOf(
              IntStream.range(0, KilledGrid.TASKS).mapToObj(i -> "task " + i).toList());
      SessionStatus status = client.session(id).await(Duration.ofMinutes(2));
      assertThat(status.succeeded()).isTrue();
      assertThat(status.completed()).isEqualTo(KilledGrid.TASKS);
      // What its agent held when it died has had a second attempt.
      assertThat(client.session(id).tasks())
          .anySatisfy(task -> assertThat(task.attempt()).isEqualTo(2));
    }
  }
}
