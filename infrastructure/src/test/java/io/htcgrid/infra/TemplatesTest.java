package io.htcgrid.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Writes or checks the CloudFormation templates. */
@TestInstance(Lifecycle.PER_CLASS)
class TemplatesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("htcgrid.root", ".."), "infrastructure/cloudformation");

  /** What CloudFormation takes in a request, without a bucket to put it in. */
  private static final int MAX_BYTES = 51_200;

  private Map<String, String> made = Map.of();

  @BeforeAll
  void make(@TempDir Path output) throws IOException {
    made = Templates.make(output);
    if (Boolean.getBoolean("htcgrid.templates.write")) {
      Templates.write(made, FOLDER);
    }
  }

  @Test
  void theTemplatesInTheRepositoryAreThoseOfTheStacks() throws IOException {
    for (Map.Entry<String, String> each : made.entrySet()) {
      assertThat(FOLDER.resolve(each.getKey() + ".yaml"))
          .as("stale: infrastructure/README.md says how to make it again")
          .hasContent(each.getValue());
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              made.keySet().stream().map(name -> name + ".yaml").toList());
    }
  }

  @Test
  void everyTemplateFitsIntoARequest() {
    assertThat(made)
        .allSatisfy(
            (name, text) ->
                assertThat(text.getBytes(StandardCharsets.UTF_8))
                    .as(name)
                    .hasSizeLessThan(MAX_BYTES));
  }

  @Test
  void whatLooksLikeADateIsQuotedSoThatEveryReaderTakesItForAText() {
    assertThat(made)
        .allSatisfy(
            (name, text) ->
                assertThat(text).as(name).doesNotContainPattern("(?m)[:-] \\d{4}-\\d\\d?-\\d"))
        .anySatisfy((name, text) -> assertThat(text).contains("Version: \"2012-10-17\""));
  }

  @Test
  void noTemplateNeedsABootstrappedAccountOrAnAsset() {
    assertThat(made)
        .allSatisfy(
            (name, text) ->
                assertThat(text)
                    .as(name)
                    .doesNotContain("cdk-bootstrap", "AssetParameters", "cdk-"));
  }
}
