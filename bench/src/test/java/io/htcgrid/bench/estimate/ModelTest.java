package io.htcgrid.bench.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.bench.cost.CountedSessions;
import io.htcgrid.bench.price.Use;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/**
 * The model against counted sessions. How many tasks share a bundle, a notice or a delete depends
 * on how fast the machine is, so that the model is told; all else has to follow.
 */
class ModelTest {
  private static final int PAYLOAD_BYTES = 1024;
  private static final int SLOTS = 4;

  @Test
  void oneAgentMakesTheCallsOfTheModel() {
    int tasks = 600;
    CountedSessions.Session counted = CountedSessions.run(1, SLOTS, tasks);
    Model model = Model.of(counted, 1, tasks);

    Use expected = model.use(model.seen());

    assertThat(counted.use().writeUnits())
        .isCloseTo(expected.writeUnits(), Percentage.withPercentage(5));
    assertThat(counted.use().sqsRequests())
        .isCloseTo(expected.sqsRequests(), Percentage.withPercentage(25));
    assertThat(counted.use().fairQueueRequests())
        .isCloseTo(expected.fairQueueRequests(), Percentage.withPercentage(1));
    assertThat(counted.use().s3Puts()).isCloseTo(expected.s3Puts(), Percentage.withPercentage(15));
    // A slow machine gathers more than the model expects, so that its estimate is too high at
    // worst.
    assertThat(counted.use().sqsRequests())
        .isLessThan(1.25 * model.use(model.guessed()).sqsRequests());
  }

  @Test
  void agentsThatShareEveryPageMakeTheCallsOfTheModel() {
    int tasks = 600;
    int agents = 5;
    CountedSessions.Session counted = CountedSessions.run(agents, SLOTS, tasks);
    Model model = Model.of(counted, agents, tasks);

    Use expected = model.use(model.seen());

    assertThat(counted.use().writeUnits())
        .isCloseTo(expected.writeUnits(), Percentage.withPercentage(15));
    assertThat(counted.use().sqsRequests())
        .isCloseTo(expected.sqsRequests(), Percentage.withPercentage(25));
    assertThat(counted.use().s3Puts()).isCloseTo(expected.s3Puts(), Percentage.withPercentage(15));
  }

  /**
   * A counted session's model.
   *
   * @param guessed from the size of bundles alone
   * @param seen with the counted sizes of notices and deletes
   */
  private record Model(
      Workload workload, AgentModel agent, double seconds, Batches guessed, Batches seen) {

    static Model of(CountedSessions.Session counted, int agents, int tasks) {
      Workload workload =
          new Workload(tasks, 0, PAYLOAD_BYTES, PAYLOAD_BYTES, agents * SLOTS, SLOTS);
      AgentModel ideal = AgentModel.of(workload);
      AgentModel agent =
          new AgentModel(tasks / counted.seconds() / agents, ideal.prefetched(), ideal.held());
      double put = (double) tasks / counted.bundles();
      Batches guessed = Batches.ofPut(workload, agent, put, agents > 1);
      Batches seen =
          new Batches(
              guessed.received(),
              put,
              guessed.progress(),
              (double) tasks / counted.notices(),
              (double) tasks / counted.deletes());
      return new Model(workload, agent, counted.seconds(), guessed, seen);
    }

    Use use(Batches batches) {
      return Calls.of(workload, agent, batches).total(workload, seconds);
    }
  }
}
