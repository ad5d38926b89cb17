package io.htcgrid.control.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.config.TestGrid;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.state.ResendRecord;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(AwsServices.class)
class ResendLostMessagesTest {
  private static final Duration RUN = Duration.ofMinutes(1);

  private final SweptGrid grid;
  private final StateTable table;

  ResendLostMessagesTest(AwsEndpoints aws, UniqueName name) {
    grid = new SweptGrid(TestGrid.create(aws, name.value()));
    table = grid.services.table();
  }

  @AfterEach
  void delete() {
    grid.close();
  }

  /** Each time in another process, as a Lambda function may. */
  private DutyReport run() {
    grid.clock.advance(RUN);
    return new ResendLostMessages(grid.services).runOnce();
  }

  /** Keeps the queues from being empty, with a message of a session that no sweeper looks at. */
  private void busy() {
    SessionRecord other = grid.active(1);
    grid.services.queues().send(1, "other", List.of(grid.message(other, 0)), Duration.ZERO);
    EndSession.cancel(table, grid.services.replies(), grid.clock, other.id()).run();
  }

  private ResendRecord record(SessionRecord session) {
    return table.readResendsEventually(List.of(session.id())).get(0);
  }

  @Test
  void emptyQueuesThreeTimesInARowBringEveryOpenTaskItsMessage() {
    SessionRecord session = grid.registered(101);
    assertThat(run().repaired()).isZero();
    assertThat(run().repaired()).isZero();
    assertThat(run()).isEqualTo(new DutyReport(1, 1));
    assertThat(grid.messages(0))
        .hasSize(101)
        .contains(grid.message(session, 0), grid.message(session, 100));
    assertThat(run().repaired()).isZero();
  }

  @Test
  void aMessageInFlightBreaksTheRow() {
    grid.registered(1);
    run();
    run();
    grid.services.queues().send(0, "k", List.of(grid.message(grid.active(1), 0)), Duration.ZERO);
    assertThat(grid.messages(0)).hasSize(1);
    assertThat(run().repaired()).isZero();
    assertThat(run().repaired()).isZero();
    assertThat(run().repaired()).isZero();
  }

  @Test
  void severalSweepersAtOnceCountAsOneRun() {
    grid.registered(1);
    grid.clock.advance(RUN);
    Stream.generate(() -> new ResendLostMessages(grid.services))
        .limit(4)
        .forEach(each -> assertThat(each.runOnce().repaired()).isZero());
  }

  @Test
  void onlyTasksThatNobodyHoldsAndThatWaitForNothingAreSentAgain() {
    busy();
    SessionRecord session = grid.registered(6);
    List<TaskMessage> tasks =
        Stream.iterate(0, i -> i < 6, i -> i + 1).map(i -> grid.message(session, i)).toList();
    grid.claim(tasks.get(1), "lost");
    grid.clock.advance(Duration.ofMinutes(15));
    grid.claim(tasks.get(2), "held");
    RunRecord retried = grid.claim(tasks.get(3), "retried");
    table.retry(
        tasks.get(3).task(),
        "retried",
        retried.attempt(),
        new TaskError(FailureKind.FUNCTION_CRASHED, "Exit", "1"),
        null,
        grid.clock.instant().plusSeconds(600));
    RunRecord back = grid.claim(tasks.get(4), "back");
    table.handBack(tasks.get(4).task(), "back", back.attempt());
    // Finished, and then its agent and its message were lost.
    complete(tasks.get(5));
    assertThat(new ResendLostMessages(grid.services).runOnce().repaired()).isEqualTo(1);
    assertThat(grid.messages(0))
        .containsExactlyInAnyOrder(tasks.get(0), tasks.get(1), tasks.get(4));
    assertThat(table.readProgress(new PageId(session.id(), 0)).completed()).isEqualTo(Set.of(5));
  }

  private void complete(TaskMessage message) {
    RunRecord claim = grid.claim(message, "done");
    BlobReference result = new BlobReference("out/00/results", 0, 1, 0);
    table.complete(message.task(), "done", claim.attempt(), result, grid.clock.instant());
  }

  @Test
  void aTaskThatFinishedAndWasLostEndsItsSession() {
    busy();
    SessionRecord session = grid.registered(1);
    complete(grid.message(session, 0));
    grid.clock.advance(Duration.ofMinutes(15));
    assertThat(run().repaired()).isEqualTo(1);
    assertThat(grid.read(session).state()).isEqualTo(SessionState.COMPLETED);
    assertThat(grid.messages(0)).isEmpty();
  }

  @Test
  void aSessionThatGetsOnIsLeftAloneUntilItDoesNot() {
    busy();
    SessionRecord session = grid.registered(300);
    grid.clock.advance(Duration.ofMinutes(14));
    grid.complete(session, 1);
    new FinishHalfClosed(grid.services).runOnce();
    assertThat(run().repaired()).isZero();
    assertThat(record(session).closedPages()).isEqualTo(1);
    grid.clock.advance(Duration.ofMinutes(13));
    assertThat(run().repaired()).isZero();
    assertThat(run().repaired()).isEqualTo(1);
    assertThat(grid.messages(0))
        .hasSize(200)
        .noneMatch(message -> message.task().page().number() == 1);

    grid.clock.advance(Duration.ofMinutes(28));
    assertThat(run().repaired()).isZero();
    assertThat(run().repaired()).isEqualTo(1);
    assertThat(record(session).resends()).isEqualTo(2);
  }

  @Test
  void aLargeSessionIsSentAgainInPartsByWhicheverSweeperRuns() {
    busy();
    int pages = ResendLostMessages.MAX_PAGES + 5;
    // Tasks of one page alone have definitions; sending is not what this is about.
    SessionRecord session = grid.active(pages * PageId.TASKS);
    grid.clock.advance(Duration.ofMinutes(15));
    run();
    ResendRecord stopped = record(session);
    assertThat(stopped.owner()).isNull();
    // Of the pages and groups that a run may read, two were groups.
    assertThat(stopped.nextPage()).isEqualTo(ResendLostMessages.MAX_PAGES - 2);
    run();
    assertThat(record(session).sending()).isFalse();
    assertThat(record(session).progressAt()).isEqualTo(grid.clock.instant());
  }

  @Test
  void whatAnotherSweeperHasIsLeftToIt() {
    busy();
    SessionRecord session = grid.registered(1);
    grid.clock.advance(Duration.ofMinutes(15));
    table.writeResend(
        ResendRecord.unknown(session)
            .begun(0, 1, "other", grid.clock.instant().plus(Suspicion.LEASE)));
    assertThat(run().repaired()).isZero();
    grid.clock.advance(Suspicion.LEASE);
    assertThat(run().repaired()).isEqualTo(1);
    assertThat(grid.messages(0)).hasSize(1);
  }

  @Test
  void aPageThatCannotBeReadKeepsNoOtherFromItsMessages() {
    busy();
    SessionRecord session = grid.registered(300);
    grid.grid
        .clients()
        .dynamoDb()
        .putItem(
            put ->
                put.tableName(grid.services.config().stateTableName())
                    .item(
                        Map.of(
                            "pk", AttributeValue.fromS("P#" + session.id() + "#1"),
                            "sk", AttributeValue.fromS("DEFINITIONS"),
                            "json_deflated", AttributeValue.fromS("of another release"))));
    grid.clock.advance(Duration.ofMinutes(15));

    assertThat(run().repaired()).isEqualTo(1);
    assertThat(grid.messages(0))
        .hasSize(200)
        .noneMatch(message -> message.task().page().number() == 1);
    assertThat(record(session).sending()).isFalse();
  }
}
