package io.htcgrid.control.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.queue.ReplySent;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.control.state.EndResult;
import io.htcgrid.control.state.InMemoryStateTable;
import io.htcgrid.control.state.Samples;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

final class EndSessionTest {
  private final TestGrid grid = new TestGrid(new InMemoryStateTable());
  private final List<String> told = new ArrayList<>();
  private final List<Object> events = new ArrayList<>();
  private boolean unreachable;

  @Test
  void aCancelledSessionEndsAndItsConnectorsAreTold() {
    grid.submit(2);
    grid.table.addReplyQueue(grid.session, "queue-1");
    grid.table.addReplyQueue(grid.session, "queue-2");

    EndResult result = cancel().run();

    assertThat(result).isEqualTo(new EndResult.Ended(grid.read()));
    assertThat(grid.read().state()).isEqualTo(SessionState.CANCELLED);
    assertThat(grid.read().endReason()).isEqualTo(EndReason.CANCELLED_BY_CLIENT);
    assertThat(told).containsExactlyInAnyOrder("queue-1", "queue-2");
    assertThat(events)
        .containsOnly(
            new SessionEvent.SessionEnded(
                grid.session, SessionState.CANCELLED, EndReason.CANCELLED_BY_CLIENT));
  }

  @Test
  void anOverdueSessionFailsForThatReason() {
    grid.submit(2);

    EndSession.timedOut(grid.table, replies(), grid.clock, grid.read()).run();

    assertThat(grid.read().state()).isEqualTo(SessionState.FAILED);
    assertThat(grid.read().endReason()).isEqualTo(EndReason.TIMED_OUT);
    assertThat(grid.read().endMessage()).isEqualTo("its timeout of PT1H passed");
  }

  @Test
  void whoeverEndedItFirstHasToldItsConnectors() {
    grid.submit(1);
    grid.table.addReplyQueue(grid.session, "queue-1");
    grid.run(0, TestGrid.SUCCESS, 1);

    assertThat(cancel().run()).isEqualTo(new EndResult.AlreadyEnded(grid.read()));
    assertThat(told).isEmpty();
    assertThat(grid.read().state()).isEqualTo(SessionState.COMPLETED);
  }

  @Test
  void aConnectorThatCannotBeToldKeepsNobodyFromGoingOn() {
    grid.submit(1);
    grid.table.addReplyQueue(grid.session, "queue-1");
    unreachable = true;

    EndResult ended = cancel().run();

    assertThat(ended).isEqualTo(new EndResult.Ended(grid.read()));
    assertThat(grid.read().state()).isEqualTo(SessionState.CANCELLED);
    assertThat(told).isEmpty();
  }

  @Test
  void anAbsentSessionIsNone() {
    assertThat(cancel().run()).isEqualTo(new EndResult.NoSession());
  }

  @Test
  void whoLostTheSubmitLeaseEndsNothing() {
    grid.begin();
    Instant later = Samples.NOW.plusSeconds(31);
    grid.table.takeOverSubmission(
        grid.session, new SubmitLease("other", later.plusSeconds(30), -1), later);

    assertThat(endSubmission(Samples.SUBMITTER).run())
        .isEqualTo(new EndResult.LeaseLost(grid.read()));
    assertThat(grid.read().state()).isEqualTo(SessionState.SUBMITTING);
    assertThat(endSubmission("other").run()).isEqualTo(new EndResult.Ended(grid.read()));
  }

  @Test
  void anActiveSessionIsNoSubmissionThatCouldBeGivenUp() {
    grid.submit(1);
    assertThat(endSubmission(Samples.SUBMITTER).run())
        .isEqualTo(new EndResult.LeaseLost(grid.read()));
    assertThat(grid.read().state()).isEqualTo(SessionState.ACTIVE);
  }

  private EndSession endSubmission(String owner) {
    return EndSession.submission(
        grid.table,
        replies(),
        grid.clock,
        grid.session,
        owner,
        SessionState.FAILED,
        EndReason.SUBMISSION_ABANDONED,
        "given up");
  }

  private EndSession cancel() {
    return EndSession.cancel(grid.table, replies(), grid.clock, grid.session);
  }

  private ReplyQueues replies() {
    return (ReplyQueues)
        Proxy.newProxyInstance(
            ReplyQueues.class.getClassLoader(),
            new Class<?>[] {ReplyQueues.class},
            (proxy, method, arguments) -> {
              if (unreachable) {
                throw SdkClientException.create("unreachable");
              }
              told.add((String) arguments[0]);
              events.addAll((List<?>) Objects.requireNonNull(arguments[1]));
              return new ReplySent.Sent(1);
            });
  }
}
