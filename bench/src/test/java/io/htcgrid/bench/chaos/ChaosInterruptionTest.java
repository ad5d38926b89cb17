package io.htcgrid.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.bench.process.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosInterruptionTest {
  private static final Pattern AT_WORK = Pattern.compile("\\d+ s: [1-9]\\d* of .*");
  private static final long SIGINT = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path temporary;

  @Test
  void aRunThatIsInterruptedLeavesNeitherProcessesNorFiles() throws Exception {
    Process chaos =
        JavaProcess.of(
                ChaosMain.class.getName(),
                List.of("-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary),
                List.of())
            .start();
    try {
      assertThat(lineOf(chaos)).matches(AT_WORK);
      assertThat(files()).isNotEmpty();
      List<ProcessHandle> started = chaos.descendants().toList();
      // An agent, and a function of it.
      assertThat(started).hasSizeGreaterThan(1);

      Process kill =
          new ProcessBuilder("kill", "-" + interrupt(), Long.toString(chaos.pid())).start();

      assertThat(kill.waitFor()).isZero();
      assertThat(chaos.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(files()).isEmpty();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (started.stream().anyMatch(ChaosInterruptionTest::runs) && System.nanoTime() < end) {
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
      assertThat(started).noneMatch(ChaosInterruptionTest::runs);
    } finally {
      chaos.destroyForcibly();
    }
  }

  /** The first line that says that tasks have ended, or the last line. */
  private static String lineOf(Process chaos) throws IOException {
    BufferedReader output = chaos.inputReader(StandardCharsets.UTF_8);
    List<String> read = new ArrayList<>(List.of(""));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      read.add(line);
      if (AT_WORK.matcher(line).matches()) {
        break;
      }
    }
    return read.get(read.size() - 1);
  }

  /** A shell that starts a build in the background has it and its children ignore SIGINT. */
  private static String interrupt() throws IOException {
    Path status = Path.of("/proc/self/status");
    boolean isIgnored =
        Files.isReadable(status)
            && Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
                .anyMatch(mask -> (mask & SIGINT) != 0);
    return isIgnored ? "TERM" : "INT";
  }

  /** A dead process that nobody buries has no program any more. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.toList();
    }
  }
}
