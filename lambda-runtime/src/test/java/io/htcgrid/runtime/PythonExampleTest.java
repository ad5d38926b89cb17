package io.htcgrid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** examples/python-words, as it lies in the repository. */
class PythonExampleTest {

  private static final Path EXAMPLE =
      FunctionsFolder.moduleFolder().resolveSibling("examples").resolve("python-words");

  @Test
  @EnabledIf(
      value = "io.htcgrid.runtime.Tools#python",
      disabledReason = "python3 is not on the PATH")
  void itCountsTheWordsOfEachText() throws Exception {
    var json = JsonMapper.builder().build();
    String context = TestRuntime.base64("{\"custom\": {\"arguments\": \"[\\\"2\\\"]\"}}");
    try (var runtime =
        TestRuntime.start(new FunctionsFolder(EXAMPLE.resolve("functions")), settings -> {})) {
      var often = new StringBuilder();
      for (String text : Files.readAllLines(EXAMPLE.resolve("texts.ndjson"))) {
        var response = runtime.invoke("words", text, request -> request.clientContext(context));
        for (var word : json.readTree(response.payload().asByteArray()).path("often")) {
          often.append(word.path("word").asText()).append(word.path("times").asInt()).append(' ');
        }
        assertThat(TestRuntime.log(response)).startsWith("counted ");
      }
      assertThat(often).hasToString("a3 holds3 the6 worker4 a3 not3 words2 ένα2 ");

      assertThat(runtime.result("words", "{\"text\": \"so far, so good\"}"))
          .isEqualTo(
              "{\"words\": 4, \"distinct\": 3, \"often\": [{\"word\": \"so\", \"times\": 2}, "
                  + "{\"word\": \"far\", \"times\": 1}, {\"word\": \"good\", \"times\": 1}]}");
    }
  }

  @Test
  void itsBootstrapIsTheOneThatIsShipped() {
    Path shipped = FunctionsFolder.moduleFolder().resolve("src/main/bootstraps/python/bootstrap");

    assertThat(EXAMPLE.resolve("functions/words/bootstrap"))
        .hasSameBinaryContentAs(shipped)
        .isExecutable();
  }
}
