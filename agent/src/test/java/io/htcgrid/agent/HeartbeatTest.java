package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.queue.Received;
import io.htcgrid.control.state.Claim;
import io.htcgrid.control.state.ClaimResult;
import io.htcgrid.data.TaskId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
class HeartbeatTest {
  @Test
  void aClaimWhoseFunctionDoesNotRunIsRenewedWithoutBecomingATry(
      AwsEndpoints aws, UniqueName name) {
    try (TestGrid grid = TestGrid.create(aws, name)) {
      TestSubmission submission = grid.submit(3).go();
      Room room = new Room(3, 3, () -> 0);
      HeldTask waiting = held(grid, submission, 0, room);
      HeldTask running = held(grid, submission, 1, room);
      running.start(0);
      HeldTask storing = held(grid, submission, 2, room);
      storing.start(0);
      storing.finish(0);

      renew(grid, List.of(waiting, running, storing));

      for (HeldTask idle : List.of(waiting, storing)) {
        assertThat(grid.run(idle.id()).orElseThrow())
            .satisfies(run -> assertThat(run.renewed()).isFalse())
            .satisfies(run -> assertThat(run.leaseExpiresAt()).isAfter(end(idle)));
      }
      assertThat(grid.run(running.id()).orElseThrow())
          .satisfies(run -> assertThat(run.renewed()).isTrue())
          .satisfies(run -> assertThat(run.leaseExpiresAt()).isAfter(end(running)));
    }
  }

  private static Instant end(HeldTask held) {
    return Objects.requireNonNull(held.claim().leaseExpiresAt());
  }

  private static HeldTask held(TestGrid grid, TestSubmission submission, int index, Room room) {
    Instant now = grid.services().clock().instant();
    TaskId task = submission.task(index);
    Claim claim = new Claim("agent", "n", now.plusSeconds(1), now.plus(Duration.ofDays(16)));
    RunRecord run = ((ClaimResult.Claimed) grid.services().table().claim(task, claim, now)).run();
    return new HeldTask(
        new Received.Task(1, "receipt", 1, submission.messages().get(index)),
        grid.session(submission.id),
        run,
        room.take().orElseThrow(),
        0);
  }

  private static void renew(TestGrid grid, List<HeldTask> tasks) {
    Context context = ResultStoreTest.context(grid);
    ExecutorService pool = context.threads().pool("renew", 2, 10);
    SessionCache sessions = new SessionCache(context);
    EarlyEnds earlyEnds = new EarlyEnds(context, sessions);
    PageCommits pages =
        new PageCommits(context, new Notices(context, pool), earlyEnds, sessions, pool);
    Acknowledger acknowledger = Acknowledger.start(context);
    MessageEnds ends = new MessageEnds(context, acknowledger);
    new Heartbeat(context, new HeldTasks(), pages, ends, pool).renew(tasks);
    acknowledger.close();
    pool.shutdown();
  }
}
