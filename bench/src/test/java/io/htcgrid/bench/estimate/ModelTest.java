package io.htcgrid.bench.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.bench.cost.CountedSessions;
import io.htcgrid.bench.price.Use;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/**
 * The model against counted sessions. How many results share a bundle depends on how fast the
 * machine is, so that the model is told; all else has to follow.
 */
class ModelTest {
  private static final int PAYLOAD_BYTES = 1024;
  private static final int SLOTS = 4;

  @Test
  void oneAgentMakesTheCallsOfTheModel() {
    int tasks = 600;
    CountedSessions.Session counted = CountedSessions.run(1, SLOTS, tasks);

    Use model = model(counted, 1, tasks);

    assertThat(counted.use().writeUnits())
        .isCloseTo(model.writeUnits(), Percentage.withPercentage(5));
    assertThat(counted.use().sqsRequests())
        .isCloseTo(model.sqsRequests(), Percentage.withPercentage(25));
    assertThat(counted.use().fairQueueRequests())
        .isCloseTo(model.fairQueueRequests(), Percentage.withPercentage(1));
    assertThat(counted.use().s3Puts()).isCloseTo(model.s3Puts(), Percentage.withPercentage(15));
  }

  @Test
  void agentsThatShareEveryPageMakeTheCallsOfTheModel() {
    int tasks = 600;
    int agents = 5;
    CountedSessions.Session counted = CountedSessions.run(agents, SLOTS, tasks);

    Use model = model(counted, agents, tasks);

    assertThat(counted.use().writeUnits())
        .isCloseTo(model.writeUnits(), Percentage.withPercentage(15));
    assertThat(counted.use().s3Puts()).isCloseTo(model.s3Puts(), Percentage.withPercentage(15));
  }

  private static Use model(CountedSessions.Session counted, int agents, int tasks) {
    Workload workload = new Workload(tasks, 0, PAYLOAD_BYTES, PAYLOAD_BYTES, agents * SLOTS, SLOTS);
    AgentModel ideal = AgentModel.of(workload);
    AgentModel agent =
        new AgentModel(tasks / counted.seconds() / agents, ideal.prefetched(), ideal.held());
    double put = (double) tasks / counted.bundles();
    Batches batches = Batches.ofPut(workload, agent, put, agents > 1);
    return Calls.of(workload, agent, batches).total(workload, counted.seconds());
  }
}
