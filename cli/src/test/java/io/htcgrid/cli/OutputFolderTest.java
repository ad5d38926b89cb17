package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path home;

  @Test
  void aFolderIsCreatedWithThoseAboveItAndALinkToOneIsTaken() throws IOException {
    Path folder = home.resolve("a/b");
    assertThat(OutputFolder.create(folder)).isEqualTo(folder).isDirectory();
    Path link = Files.createSymbolicLink(home.resolve("link"), folder);
    assertThat(OutputFolder.create(link)).isEqualTo(link);
  }

  @Test
  void aFolderThatCannotBeIsToldInOneSentence() throws IOException {
    Path file = Files.createFile(home.resolve("file"));
    for (Path bad : new Path[] {file, file.resolve("below")}) {
      assertThatThrownBy(() -> OutputFolder.create(bad))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("--to: ")
          .hasMessageContaining(bad.toString())
          .extracting(e -> ((CommandFailure) e).exitCode())
          .isEqualTo(ExitCode.USAGE);
    }
  }
}
