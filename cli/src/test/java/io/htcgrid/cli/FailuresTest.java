package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.data.BlobLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path home;

  private Shell.Answer failing(Error error, String... more) {
    InputStream stdin =
        new InputStream() {
          @Override
          public int read() {
            throw error;
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            throw error;
          }
        };
    String[] args = {"submit", "--command", "cat", "--input", "-"};
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return new Shell(home).runReading(stdin, all);
  }

  @Test
  void anErrorOfTheJvmIsASentenceAndADefect() {
    Shell.Answer answer = failing(new NoClassDefFoundError("io/htcgrid/Gone"));
    assertThat(answer.code()).isEqualTo(ExitCode.DEFECT);
    assertThat(answer.err())
        .startsWith("htcgrid: java.lang.NoClassDefFoundError: io/htcgrid/Gone")
        .contains("--stack-trace")
        .doesNotContain("\tat ");
  }

  @Test
  void whoRunsOutOfMemoryIsToldHowToHaveMore() {
    Shell.Answer answer = failing(new OutOfMemoryError("Java heap space"));
    assertThat(answer.code()).isEqualTo(ExitCode.DEFECT);
    assertThat(answer.err()).contains("Java heap space", "HTCGRID_JAVA_OPTIONS");
  }

  @Test
  void theStackTraceOfAnErrorIsShownOnRequest() {
    assertThat(failing(new StackOverflowError(), "--stack-trace").err()).contains("\tat ");
  }

  @Test
  void aFileThatIsNotThereIsSaidToBeMissing() {
    Path missing = home.resolve("delays.toml");

    Shell.Answer answer = new Shell(home).run("bench", "latency", "--delays", missing.toString());

    assertThat(answer.code()).isNotZero();
    assertThat(answer.err()).contains(missing + " (there is no such file or folder)");
  }

  @Test
  void aFolderWithAPayloadThatIsTooLargeIsRefusedBeforeAGridIsLookedFor() throws IOException {
    Path folder = Files.createDirectory(home.resolve("payloads"));
    Files.writeString(folder.resolve("a"), "small");
    Path large = folder.resolve("b");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(BlobLimits.MAX_BLOB_BYTES + 1L);
    }

    Shell.Answer answer =
        new Shell(home).run("submit", "--command", "cat", "--input", folder.toString());

    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err())
        .startsWith("htcgrid: --input: " + large + " has 33554433 bytes")
        .contains("33554432", "nothing was submitted");
  }

  @Test
  void aNameThatNoGridCanHaveIsRefusedBeforeAnythingIsDeployed() {
    Shell.Answer wrong = new Shell(home).run("deploy", "Bad_Name", "--yes");
    assertThat(wrong.code()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(wrong.err()).contains("'Bad_Name' is no grid name");
  }
}
