package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.data.BlobReference;
import io.htcgrid.data.ResultWriter;
import io.htcgrid.data.ResultWriterSettings;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
class ResultStoreTest {

  static Context context(TestGrid grid) {
    AgentMetrics metrics = new AgentMetrics(new SimpleMeterRegistry());
    ServiceHealth health = new ServiceHealth(metrics, Elapsed.SYSTEM);
    return new Context(
        AgentSettings.builder().build(),
        grid.services(),
        Elapsed.SYSTEM,
        new Threads("test"),
        metrics,
        health,
        new Repeats(health, new StopSignal()));
  }

  private static String store(TestGrid grid, ResultWriter writer, boolean fail) throws Exception {
    CompletableFuture<String> outcome = new CompletableFuture<>();
    new ResultStore(context(grid), writer, Runnable::run)
        .store(
            Samples.held(new Room(1, 1, () -> 0)),
            new byte[10],
            new ResultStore.Next() {
              @Override
              public void stored(BlobReference reference) {
                if (fail) {
                  throw new OutOfMemoryError("as a test wants it");
                }
                outcome.complete("stored");
              }

              @Override
              public void abandoned() {
                outcome.complete("abandoned");
              }
            });
    return outcome.get(60, TimeUnit.SECONDS);
  }

  @Test
  void aResultIsAbandonedWhenStoringItOrWhatFollowsMeetsADefect(AwsEndpoints aws, UniqueName name)
      throws Exception {
    try (TestGrid grid = TestGrid.create(aws, name)) {
      ResultWriter writer =
          ResultWriter.start(grid.services().blobs(), ResultWriterSettings.DEFAULT);

      assertThat(store(grid, writer, false)).isEqualTo("stored");
      assertThat(store(grid, writer, true)).isEqualTo("abandoned");

      writer.close();
      assertThat(store(grid, writer, false)).isEqualTo("abandoned");
    }
  }
}
