package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.data.BlobLimits;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be refused before anything is sent is, with the task's index and no call made. */
class RefusalTest extends GridTest {
  private HtcGrid grid;

  @BeforeEach
  void connectOnly() {
    grid = connect();
    aws().calls().take();
  }

  private void assertRefused(SessionSpec spec, int index, String... words) {
    assertThatThrownBy(() -> grid.submit(spec))
        .isInstanceOfSatisfying(
            InvalidSessionException.class,
            refused -> {
              assertThat(refused.taskIndex().orElse(-1)).isEqualTo(index);
              assertThat(refused).hasMessageContainingAll(words);
              assertThat(refused.retryable()).isFalse();
            });
    assertThat(aws().calls().take()).isEmpty();
  }

  @Test
  void anEmptySession() {
    assertRefused(SessionSpec.function("f").build(), -1, "no task");
    assertRefused(SessionSpec.function("f").payloads(List.of()).build(), -1, "no task");
  }

  @Test
  void moreTasksThanASessionMayHave() {
    assertRefused(
        SessionSpec.function("f").payloads(Collections.nCopies(10_000_001, "x")).build(),
        -1,
        "10000001 tasks",
        "the limit is 10000000");
  }

  @Test
  void anEmptyStream() {
    assertThatThrownBy(() -> grid.submit(SessionSpec.function("f").payloads(Stream.of()).build()))
        .isInstanceOf(InvalidSessionException.class)
        .hasMessageContaining("no task");
    assertThat(grid.openSessions()).isEmpty();
  }

  @Test
  void launchDataThatGrowsTooLargeInTheClientContext() {
    assertRefused(
        SessionSpec.function("f").payload("x").arguments("\u00fc".repeat(20_000)).build(),
        -1,
        "its arguments and environment take 120009 bytes in the client context",
        "the limit is 90112");
  }

  @Test
  void aPriorityThatTheGridDoesNotHave() {
    assertRefused(
        SessionSpec.function("f").payload("x").priority(TestGrid.LEVELS).build(),
        -1,
        "priority is 2",
        "0 to 1");
  }

  @Test
  void aFileThatIsMissing(@TempDir Path folder) {
    assertRefused(
        SessionSpec.function("f").payload("x").file(folder.resolve("gone")).build(),
        1,
        "task 1",
        "gone");
    assertRefused(SessionSpec.function("f").file(folder).build(), 0, "is no file");
  }

  @Test
  void aFileThatIsTooLarge(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("large");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(BlobLimits.MAX_BLOB_BYTES + 1L);
    }
    assertRefused(
        SessionSpec.function("f").payloads(List.of("x", "y", file)).build(),
        2,
        "task 2",
        "33554433 bytes",
        "33554432");
  }

  @Test
  void bytesThatAreTooMany() {
    byte[] large = new byte[BlobLimits.MAX_BLOB_BYTES + 1];
    assertRefused(SessionSpec.function("f").payload(large).build(), 0, "33554433 bytes");
  }

  @Test
  void anObjectWithoutJson() {
    assertRefused(
        SessionSpec.function("f").payloads(List.of(Map.of("x", new Object()))).build(),
        0,
        "cannot be written as JSON");
  }

  @Test
  void overridesOfMoreThanTwoKilobytes() {
    TaskSpec task = TaskSpec.text("x").environment("LONG", "v".repeat(2048));
    assertRefused(SessionSpec.function("f").payload("x").task(task).build(), 1, "task 1", "2048");
  }

  @Test
  void aPayloadThatIsNull() {
    assertRefused(SessionSpec.function("f").payloads(Arrays.asList("x", null)).build(), 1, "null");
  }

  @Test
  void taskSettingsThatAreOutOfBounds() {
    assertThatThrownBy(() -> TaskSpec.text("x").timeout(Duration.ZERO))
        .isInstanceOf(InvalidSessionException.class);
    assertThatThrownBy(() -> TaskSpec.text("x").function(" "))
        .isInstanceOf(InvalidSessionException.class)
        .hasMessageContaining("the function has no name");
    assertThatThrownBy(() -> TaskSpec.text("x").environment("A=B", "c"))
        .isInstanceOf(InvalidSessionException.class);
  }

  @Test
  void settingsThatAreTooLarge() {
    assertRefused(
        SessionSpec.function("f").payload("x").tag("long", "v".repeat(70_000)).build(),
        -1,
        "65536");
  }

  @Test
  void settingsThatAreOutOfBounds() {
    assertThatThrownBy(() -> SessionSpec.function(" ").build())
        .isInstanceOf(InvalidSessionException.class);
    assertThatThrownBy(() -> SessionSpec.function("f").timeout(Duration.ofDays(14)).build())
        .isInstanceOf(InvalidSessionException.class)
        .hasMessageContaining("13 days");
    assertThatThrownBy(() -> SessionSpec.function("f").clientToken(" ").build())
        .isInstanceOf(InvalidSessionException.class);
  }

  private static SessionSpec.Builder streamed(AtomicInteger closed) {
    return SessionSpec.function("f").payloads(Stream.of("x").onClose(closed::incrementAndGet));
  }

  @Test
  void oneOfManySessionsRefusesAll() {
    AtomicInteger closed = new AtomicInteger();
    SessionSpec good = streamed(closed).build();
    SessionSpec bad = SessionSpec.function("f").build();
    SessionSpec unchecked = streamed(closed).build();
    assertThatThrownBy(() -> grid.submitAll(List.of(good, bad, unchecked)))
        .isInstanceOf(InvalidSessionException.class);
    assertThat(aws().calls().take()).isEmpty();
    assertThat(closed).as("streams that were closed").hasValue(2);
  }

  @Test
  void aStreamThatWasSubmittedBefore() {
    SessionSpec spec = SessionSpec.function("f").payloads(Stream.of("x")).build();
    grid.submit(spec).cancel();
    aws().calls().take();
    assertThatThrownBy(() -> grid.submit(spec))
        .isInstanceOf(InvalidSessionException.class)
        .hasMessageContaining("read once");
  }

  @Test
  void aStreamThatThrowsAtOnceBeginsNoSession() {
    Iterator<String> broken =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            throw new IllegalStateException("no database");
          }

          @Override
          public String next() {
            throw new IllegalStateException("never asked");
          }
        };
    assertThatThrownBy(() -> grid.submit(SessionSpec.function("f").payloads(broken).build()))
        .isInstanceOf(SubmissionFailedException.class)
        .hasMessageContaining("no database")
        .hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(grid.openSessions()).isEmpty();
  }
}
