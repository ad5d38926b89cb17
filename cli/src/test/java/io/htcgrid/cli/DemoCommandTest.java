package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path home;

  @Test
  void theDemoDoesNotStartWithoutAFolderForWhatItWrites() throws IOException {
    Path file = Files.createFile(home.resolve("file"));
    Shell.Answer answer = new Shell(home).run("demo", "--to", file.toString());
    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err())
        .startsWith("htcgrid: --to: ")
        .contains(file.toString())
        .doesNotContain("starting", "defect");
  }

  @Test
  void stdoutHoldsOneDocumentWhenItIsJsonAndStderrTheReport() throws IOException {
    Path functions =
        Path.of(System.getProperty("htcgrid.root"), "examples/portfolio/target/functions");
    assumeTrue(
        Files.isDirectory(functions.resolve("portfolio")),
        "needs the packaged portfolio function, which mvn verify makes");
    Files.createSymbolicLink(home.resolve("functions"), functions);
    Path to = home.resolve("demo");
    Shell.Answer answer = new Shell(home).run("demo", "--output", "json", "--to", to.toString());
    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.OK);
    assertThat(answer.jsonLines()).hasSize(1);
    JsonNode session = answer.json();
    assertThat(session.path("state").textValue()).isEqualTo("COMPLETED");
    assertThat(session.path("completed").intValue()).isEqualTo(125);
    assertThat(answer.err())
        .contains("PORTFOLIO OF", "session " + session.path("sessionId").textValue());
    assertThat(to.resolve("results.csv")).isNotEmptyFile();
  }
}
