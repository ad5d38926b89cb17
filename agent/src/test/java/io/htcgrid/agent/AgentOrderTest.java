package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.GridSettings;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
class AgentOrderTest {
  private TestGrid grid;

  @BeforeEach
  void start(AwsEndpoints aws, UniqueName name) {
    grid = TestGrid.create(aws, name);
  }

  @AfterEach
  void stop() {
    grid.close();
  }

  @Test
  void higherPrioritiesRunFirstAndLowerOnesAreNotStarved() {
    TestSubmission low = grid.submit(60).priority(0).go();
    TestSubmission high = grid.submit(60).priority(2).go();
    grid.agent(settings -> settings.slots(1).prefetch(0));

    grid.awaitEnd(low.id);
    grid.awaitEnd(high.id);

    long highAmongFirst =
        grid.functions.calls().stream()
            .limit(60)
            .filter(call -> high.id.value().equals(call.custom.get("session")))
            .count();
    assertThat(highAmongFirst).isBetween(50L, 59L);
  }

  @Test
  void pausedLevelsRest() {
    grid.services().table().writeSettings(settings(Set.of(1), Set.of()));
    grid.agent();
    TestSubmission paused = grid.submit(5).priority(1).go();
    TestSubmission open = grid.submit(5).priority(0).go();

    grid.awaitEnd(open.id);
    assertThat(grid.session(paused.id).ended()).isFalse();
    assertThat(grid.functions.calls()).hasSize(5);

    grid.services().table().writeSettings(settings(Set.of(), Set.of()));
    grid.awaitEnd(paused.id);
  }

  @Test
  void tasksHeldReadyForASlotThatMetALongOneRunElsewhere() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    grid.functions.define(
        "long",
        call -> {
          begun.incrementAndGet();
          await(end);
          return FunctionServer.Reply.result("");
        });
    LeaseTerms renewedSeldom = new LeaseTerms(Duration.ofHours(1), Duration.ofSeconds(5));
    Agent holder = grid.agent(settings -> settings.slots(1).lease(renewedSeldom));
    grid.awaitEnd(grid.submit(60).go().id);

    TestSubmission submission = grid.submit(6).function("long").go();
    Await.until("a long task runs", () -> begun.get() == 1);
    grid.agent(settings -> settings.slots(5));

    Await.until("all long tasks run at once", () -> begun.get() == 6);
    end.countDown();
    assertThat(grid.awaitEnd(submission.id).counts()).isEqualTo(new OutcomeCounts(6, 0, 0));
    assertThat(begun).hasValue(6);
    assertThat(holder.metrics()).containsPattern("tasks_handed_back_total\\{.*} [1-5]\\.0");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anAgentDrainsWhenAnOperatorAsks() throws InterruptedException {
    Agent agent = grid.agent(settings -> settings.id("tired"));

    grid.services().table().writeSettings(settings(Set.of(), Set.of("tired", "other")));

    assertThat(agent.awaitEnd(Duration.ofSeconds(60))).isTrue();
    assertThat(grid.services().table().readSettings().draining()).containsExactly("other");
  }

  @Test
  void aRequestToDrainThatAnEarlierAgentOfTheNameLeftIsFollowedOnce() throws InterruptedException {
    grid.services().table().requestDrain("phoenix");
    Agent drained = grid.agent(settings -> settings.id("phoenix"));
    assertThat(drained.awaitEnd(Duration.ofSeconds(60))).isTrue();

    grid.agent(settings -> settings.id("phoenix"));

    grid.awaitEnd(grid.submit(1).go().id);
  }

  private static GridSettings settings(Set<Integer> paused, Set<String> draining) {
    return new GridSettings(paused, GridSettings.DEFAULT.retention(), draining);
  }
}
