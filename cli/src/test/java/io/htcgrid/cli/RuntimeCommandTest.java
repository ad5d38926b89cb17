package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void aFolderThatIsNotThereIsOneSentenceWhoeverWantsIt(@TempDir Path home) {
    Path missing = functions.resolve("missing");
    refused(home, missing, "there is no folder " + missing + "; create it or name another");
  }

  @Test
  void aFunctionsOwnFolderIsNoFolderOfFunctions(@TempDir Path home) throws IOException {
    Files.writeString(functions.resolve("function.json"), "{\"runtime\": \"provided\"}");
    assertThatThrownBy(() -> FunctionsOption.requireFolder(functions))
        .isInstanceOf(CommandFailure.class);
    refused(home, functions, functions + " is a function itself; name the folder that holds it");
  }

  private static void refused(Path home, Path functions, String reason) {
    for (String command : List.of("runtime", "agent", "local start", "local start --detach")) {
      String[] words = (command + " --functions " + functions).split(" ");
      Shell.Answer answer = new Shell(home).run(words);
      assertThat(answer.code()).as(command).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(answer.err()).as(command).isEqualTo("htcgrid: --functions: %s%n", reason);
    }
  }
}
