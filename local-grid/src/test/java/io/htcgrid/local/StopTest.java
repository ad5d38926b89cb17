package io.htcgrid.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.control.config.LocalGridEntry;
import io.htcgrid.control.config.LocalGridRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {
  private static final int AGENTS = 4;

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path home;

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path notes;

  @Test
  void aGridThatStopsIsFoundUntilItsLastTaskHasEndedAndReceivesNoMore() throws Exception {
    LocalGridRegistry registry = new LocalGridRegistry(home);
    HeldTasks tasks = new HeldTasks(notes);
    LocalGridSettings settings =
        LocalGridSettings.defaults()
            .withAgents(AGENTS)
            .withSlots(1)
            .withAllowCommand(true)
            .withHome(home);
    try (LocalGrid grid = LocalGrid.start(settings)) {
      CompletableFuture<Void> closing;
      List<Integer> running;
      try (HtcGrid client = grid.connect()) {
        Session session = client.submit(tasks.spec(3 * AGENTS));
        Eventually.check("every agent runs a task", () -> tasks.began().size() == AGENTS);
        running = tasks.began();
        assertThat(registry.find("local")).get().matches(entry -> !entry.stopping());

        closing = CompletableFuture.runAsync(grid::close);
        Eventually.check(
            "the grid is known to stop",
            () -> registry.find("local").filter(LocalGridEntry::stopping).isPresent());
        for (int index : running.subList(1, AGENTS)) {
          tasks.letGo(index);
          assertThat(session.result(index).index()).isEqualTo(index);
        }
      }
      assertThat(registry.find("local")).isPresent();
      tasks.letGo(running.get(0));
      closing.get(1, TimeUnit.MINUTES);

      assertThat(tasks.began()).isEqualTo(running);
      assertThat(tasks.ended()).containsExactlyInAnyOrderElementsOf(running);
      assertThat(registry.find("local")).isEmpty();
    }
  }
}
