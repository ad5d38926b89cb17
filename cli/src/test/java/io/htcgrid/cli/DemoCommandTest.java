package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
}
