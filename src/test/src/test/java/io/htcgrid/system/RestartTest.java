package io.htcgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.SessionStatus;
import io.htcgrid.data.SessionId;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
