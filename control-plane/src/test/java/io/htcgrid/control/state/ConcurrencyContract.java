package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.EXPIRY;
import static io.htcgrid.control.state.Samples.NOW;
import static io.htcgrid.control.state.Samples.claim;
import static io.htcgrid.control.state.Samples.newId;
import static io.htcgrid.control.state.Samples.newTask;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Many at once: one wins, and nothing is lost. */
interface ConcurrencyContract extends StateTableTest {
  int THREADS = 16;

  @Test
  default void oneOfManyClaimsWins() {
    TaskId task = newTask();

    List<ClaimResult> results =
        AtOnce.all(THREADS, i -> table().claim(task, claim("agent-" + i), NOW));

    assertThat(results).filteredOn(ClaimResult.Claimed.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(ClaimResult.Held.class::isInstance).hasSize(THREADS - 1);
    assertThat(table().readRun(task).orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  default void oneOfManyTakeoversWins() {
    RunRecord seen = Samples.claimed(table(), "agent");

    List<ClaimResult> results =
        AtOnce.all(THREADS, i -> table().takeOver(seen, claim("agent-" + i), NOW));

    assertThat(results).filteredOn(ClaimResult.Claimed.class::isInstance).hasSize(1);
    assertThat(table().readRun(seen.task()).orElseThrow().attempt()).isEqualTo(2);
  }

  @Test
  default void aTaskIsEitherCompletedOrCancelled() {
    for (int round = 0; round < 20; round++) {
      RunRecord run = Samples.claimed(table(), "agent");
      IntFunction<RunResult> either =
          i ->
              i == 0
                  ? table().complete(run.task(), "agent", 1, Samples.RESULT, NOW)
                  : table().cancelTask(run.task(), NOW, EXPIRY);

      List<RunResult> results = AtOnce.all(2, either);

      assertThat(results).filteredOn(RunResult.Done.class::isInstance).hasSize(1);
    }
  }

  @Test
  default void outcomesAddedAtOnceAreAllThere() {
    PageId page = new PageId(newId(), 3);

    List<ProgressResult> results =
        AtOnce.all(
            100,
            i ->
                table()
                    .addProgress(page, new Outcomes(Set.of(300 + i), Set.of(), Set.of()), EXPIRY));

    assertThat(table().readProgress(page).counts()).isEqualTo(new OutcomeCounts(100, 0, 0));
    // Exactly one of them sees the page complete, and closes it.
    assertThat(results)
        .filteredOn(each -> ((ProgressResult.Added) each).progress().counts().total() == 100)
        .hasSize(1);
  }

  @Test
  default void aPageClosedByManyIsCountedOnce() {
    PageId page = new PageId(newId(), 3);

    List<CloseResult<?>> results =
        AtOnce.all(THREADS, i -> table().closePage(page, new OutcomeCounts(99, 1, 0), EXPIRY));

    assertThat(results).filteredOn(CloseResult.Closed.class::isInstance).hasSize(1);
    assertThat(table().readGroup(page.group()).counts()).isEqualTo(new OutcomeCounts(99, 1, 0));
  }

  @Test
  default void groupsClosedAtOnceAreEachCountedOnce() {
    SessionId id = Samples.active(table(), 80_000);

    AtOnce.all(
        2 * THREADS,
        i -> table().closeGroup(new GroupId(id, i / 4), new OutcomeCounts(10_000, 0, 0)));

    SessionRecord session = table().readSession(id, NOW).orElseThrow();
    assertThat(session.closedGroups()).hasSize(8);
    assertThat(session.counts()).isEqualTo(new OutcomeCounts(80_000, 0, 0));
  }

  @Test
  default void oneOfManyEndsASession() {
    SessionId id = Samples.active(table(), 1);

    List<EndResult> results =
        AtOnce.all(
            THREADS,
            i ->
                table()
                    .end(
                        id,
                        i % 2 == 0 ? SessionState.CANCELLED : SessionState.COMPLETED,
                        EndReason.ALL_TASKS_ENDED,
                        "by " + i,
                        NOW));

    assertThat(results).filteredOn(EndResult.Ended.class::isInstance).hasSize(1);
  }

  @Test
  default void oneOfManySubmissionsBegins() {
    SessionId id = newId();

    List<BeginResult> results =
        AtOnce.all(
            THREADS,
            i ->
                table()
                    .begin(
                        Samples.session(
                            id, NOW, new SubmitLease("submitter-" + i, NOW.plusSeconds(9), -1)),
                        NOW));

    assertThat(results).filteredOn(BeginResult.Begun.class::isInstance).hasSize(1);
  }

  @Test
  default void noMoreThanFiveReplyQueuesAreNamedAtOnce() {
    SessionId id = Samples.active(table(), 1);

    List<ReplyQueueResult> results =
        AtOnce.all(THREADS, i -> table().addReplyQueue(id, "queue-" + i));

    assertThat(results)
        .filteredOn(ReplyQueueResult.Named.class::isInstance)
        .hasSize(SessionRecord.MAX_REPLY_QUEUES);
  }
}
