package io.htcgrid.runtime.process;

import io.htcgrid.runtime.function.FunctionLauncher;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every process needs of its surroundings.
 *
 * @param io threads of connections and timers; must not be blocked
 * @param worker runs what blocks for a moment
 * @param memory empty where resident sizes cannot be read
 * @param workFolder holds the temporary folder of each process
 * @param initTimeout how long a process may take to ask for its first invocation
 */
record Hosting(
    EventLoopGroup io,
    ScheduledExecutorService worker,
    ProcessGroups groups,
    LogPump logs,
    Optional<MemoryWatch> memory,
    FunctionLauncher launcher,
    InstantSource clock,
    Path workFolder,
    Duration initTimeout) {

  private static final Logger log = LoggerFactory.getLogger(Hosting.class);

  /** A new folder for one process. */
  Path temporaryFolder(String name) throws IOException {
    return Files.createTempDirectory(workFolder, name + "-");
  }

  /** Deletes a folder and all in it, on the worker. */
  void delete(Path folder) {
    worker.execute(() -> deleteNow(folder));
  }

  static void deleteNow(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      log.debug("Left files behind in {}: {}", folder, e.getMessage());
    }
  }
}
