package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeCommandTest {
  private static final int SIGTERM_EXIT = 143;

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path functions;

  @Test
  void aRuntimeAnswersWhereItSaysUntilItIsToldToStop(@TempDir Path home) throws Exception {
    try (CommandProcess runtime =
        CommandProcess.start(
            home,
            "runtime",
            "--functions",
            functions.toString(),
            "--port",
            "0",
            "--output",
            "json")) {
      String endpoint = runtime.answer().path("endpoint").asText();
      HttpRequest health = HttpRequest.newBuilder(URI.create(endpoint + "/health")).build();
      assertThat(HttpClient.newHttpClient().send(health, BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);

      runtime.terminate();
      assertThat(runtime.exitCode()).isEqualTo(SIGTERM_EXIT);
      assertThat(runtime.err()).isEmpty();
    }
  }

  @Test
  void aFolderThatIsNotThereIsOneSentence(@TempDir Path home) {
    Path missing = functions.resolve("missing");
    Shell.Answer answer = new Shell(home).run("runtime", "--functions", missing.toString());
    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(answer.err()).startsWith("htcgrid: ").contains(missing.toString());
  }
}
