package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InputReaderTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path folder;

  @Test
  void aPipeWithANameIsReadOnce() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "needs mkfifo to make a pipe");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<Path> written =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.writeString(pipe, "1\n[2]\n");
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });

    try (TaskInput input = InputReader.read(pipe, InputStream.nullInputStream());
        Stream<byte[]> payloads = input.payloads()) {
      assertThat(input.tasks()).isEqualTo(2);
      assertThat(payloads)
          .extracting(payload -> new String(payload, StandardCharsets.UTF_8))
          .containsExactly("1", "[2]");
    }
    assertThat(written.get()).exists();
  }

  @Test
  void aFileIsReadInPlaceAndStays() throws Exception {
    Path file = Files.writeString(folder.resolve("tasks.jsonl"), "1\n");
    try (TaskInput input = InputReader.read(file, InputStream.nullInputStream())) {
      assertThat(input).isEqualTo(new TaskInput.LinePerTask(file, 1, false));
    }
    assertThat(file).exists();
  }

  @Test
  void moreTasksThanASessionMayHaveAreRefusedBeforeAnyIsSent() {
    Path file = folder.resolve("tasks.jsonl");
    for (ThrowingCallable input :
        List.<ThrowingCallable>of(
            () -> new TaskInput.LinePerTask(file, 10_000_001, true),
            () -> new TaskInput.FilePerTask(Collections.nCopies(10_000_001, file)))) {
      assertThatThrownBy(input)
          .isInstanceOf(CommandFailure.class)
          .hasMessage(
              "--input: there are 10000001 tasks; a session may have 10000000, so submit several;"
                  + " nothing was submitted");
    }
    assertThat(new TaskInput.LinePerTask(file, 10_000_000, false).tasks()).isEqualTo(10_000_000);
  }

  @Test
  void whatThisUserMayNotReadIsSaidSo() {
    assertThat(InputReader.unreadable("/payloads", new AccessDeniedException("/payloads")))
        .hasMessage(
            "--input /payloads: cannot be read (this user may not); name what this user can read");
  }

  @Test
  void aTemporaryFolderThatIsMissingIsNotTakenForTheInput() {
    Path missing = folder.resolve("tmp");
    assertThatThrownBy(() -> InputReader.spool(InputStream.nullInputStream(), "stdin", missing))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("no copy of the input can be kept in " + missing + " (there is no")
        .hasMessageContaining("java.io.tmpdir");
  }
}
