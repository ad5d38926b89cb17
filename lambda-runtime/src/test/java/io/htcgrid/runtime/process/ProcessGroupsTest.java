package io.htcgrid.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.runtime.function.Launch;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGroupsTest {

  private final ScheduledExecutorService worker =
      Executors.newScheduledThreadPool(1, work -> new Thread(work, "worker"));

  @TempDir Path folder;

  @AfterEach
  void stop() {
    worker.shutdownNow();
  }

  /** Starts a shell with a child, kills the group, and says whether the two are gone. */
  private boolean killsAll(Optional<ProcTable> table, Map<String, String> machine)
      throws Exception {
    try (var groups = ProcessGroups.create(worker, table, folder.resolve("work"), machine)) {
      var launch =
          new Launch(
              List.of("/bin/sh", "-c", "sleep 3600 & echo $!; wait"),
              Map.of("PATH", System.getenv("PATH"), "TMPDIR", folder.resolve("tmp").toString()),
              folder);
      ProcessGroup group = groups.start(launch, Optional.empty(), true);
      var output =
          new BufferedReader(new InputStreamReader(group.output(), StandardCharsets.UTF_8));
      long child = Long.parseLong(output.readLine());

      group.kill().toCompletableFuture().get(60, TimeUnit.SECONDS);

      assertThat(group.exit().toCompletableFuture().get(60, TimeUnit.SECONDS)).isEqualTo(137);
      return ProcTable.ofThisMachine().orElseThrow().dead(child);
    }
  }

  @Test
  void theWholeGroupIsKilled() throws Exception {
    assertThat(killsAll(ProcTable.ofThisMachine(), System.getenv())).isTrue();
  }

  @Test
  void withoutSetsidTheChildrenAreFound() throws Exception {
    assertThat(killsAll(ProcTable.ofThisMachine(), Map.of("PATH", "/nowhere"))).isTrue();
  }

  @Test
  void withoutAProcessTableTheChildrenAreFoundToo() throws Exception {
    assertThat(killsAll(Optional.empty(), Map.of("PATH", "/nowhere"))).isTrue();
  }

  @Test
  void thisMachinesTableKnowsThisProcess() {
    long self = ProcessHandle.current().pid();

    var family = ProcTable.ofThisMachine().orElseThrow().families(Set.of(self)).get(self);

    assertThat(family)
        .filteredOn(entry -> entry.pid() == self)
        .singleElement()
        .satisfies(entry -> assertThat(entry.residentBytes()).isBetween(16L << 20, 16L << 30));
  }
}
