package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.queue.Received;
import io.htcgrid.control.state.Claim;
import io.htcgrid.control.state.ClaimResult;
import io.htcgrid.data.TaskId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
class SurplusTest {
  private static final Duration LOOK = Surplus.INTERVAL;

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger prefetch = new AtomicInteger(1);
  private final Room room = new Room(1, 10, prefetch::get);

  @Test
  void whatWaitsBehindLongTasksIsGivenBack(AwsEndpoints aws, UniqueName name) {
    try (TestGrid grid = TestGrid.create(aws, name)) {
      HeldTask waiting = held(grid);
      try (Looks looks = new Looks(grid, waiting)) {
        prefetch.set(0);
        looks.everyTenthOfASecondFor(Duration.ofMillis(400));
        assertThat(state(grid, waiting)).isEqualTo(TaskState.RUNNING);

        looks.everyTenthOfASecondFor(Duration.ofMillis(100));

        assertThat(state(grid, waiting)).isEqualTo(TaskState.PENDING);
      }
    }
  }

  @Test
  void aStandstillOfTheMachineIsNotTakenForLongTasks(AwsEndpoints aws, UniqueName name) {
    try (TestGrid grid = TestGrid.create(aws, name)) {
      HeldTask waiting = held(grid);
      try (Looks looks = new Looks(grid, waiting)) {
        prefetch.set(0);
        looks.after(Duration.ofSeconds(3));
        looks.everyTenthOfASecondFor(Duration.ofMillis(400));
        assertThat(state(grid, waiting)).isEqualTo(TaskState.RUNNING);

        looks.after(LOOK);

        assertThat(state(grid, waiting)).isEqualTo(TaskState.PENDING);
      }
    }
  }

  @Test
  void aSlowMachineThatLooksLateEveryTimeGivesBackAllTheSame(AwsEndpoints aws, UniqueName name) {
    try (TestGrid grid = TestGrid.create(aws, name)) {
      HeldTask waiting = held(grid);
      try (Looks looks = new Looks(grid, waiting)) {
        prefetch.set(0);
        looks.after(Duration.ofMillis(400));
        looks.after(Duration.ofMillis(400));
        assertThat(state(grid, waiting)).isEqualTo(TaskState.RUNNING);

        looks.after(Duration.ofMillis(400));

        assertThat(state(grid, waiting)).isEqualTo(TaskState.PENDING);
      }
    }
  }

  private static TaskState state(TestGrid grid, HeldTask held) {
    return grid.run(held.id()).orElseThrow().state();
  }

  /** One task that runs, and one that waits behind it, which is returned. */
  private HeldTask held(TestGrid grid) {
    TestSubmission submission = grid.submit(2).go();
    claim(grid, submission, 0).start(now.get());
    return claim(grid, submission, 1);
  }

  private HeldTask claim(TestGrid grid, TestSubmission submission, int index) {
    Instant time = grid.services().clock().instant();
    TaskId task = submission.task(index);
    Claim claim =
        new Claim("agent", "n", time.plus(Duration.ofMinutes(5)), time.plus(Duration.ofDays(16)));
    RunRecord run = ((ClaimResult.Claimed) grid.services().table().claim(task, claim, time)).run();
    return new HeldTask(
        new Received.Task(1, "receipt", 1, submission.messages().get(index)),
        grid.session(submission.id),
        run,
        room.take().orElseThrow(),
        now.get());
  }

  /** Looks at one waiting task, in a time of its own. */
  private final class Looks implements AutoCloseable {
    private final ExecutorService pool;
    private final Acknowledger acknowledger;
    private final Surplus surplus;

    Looks(TestGrid grid, HeldTask waiting) {
      Context real = ResultStoreTest.context(grid);
      pool = real.threads().pool("hand-back", 1, 10);
      acknowledger = Acknowledger.start(real);
      HeldTasks heldTasks = new HeldTasks();
      heldTasks.add(waiting);
      Context context =
          new Context(
              real.settings(),
              real.services(),
              now::get,
              real.threads(),
              real.metrics(),
              real.health(),
              real.repeats());
      surplus = new Surplus(context, heldTasks, room, new HandBacks(real, acknowledger, pool));
    }

    void after(Duration time) {
      now.addAndGet(time.toNanos());
      surplus.giveBack();
    }

    void everyTenthOfASecondFor(Duration time) {
      for (long left = time.toMillis(); left > 0; left -= LOOK.toMillis()) {
        after(LOOK);
      }
    }

    @Override
    public void close() {
      acknowledger.close();
      pool.shutdown();
    }
  }
}
