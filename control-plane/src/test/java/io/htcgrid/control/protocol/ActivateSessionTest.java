package io.htcgrid.control.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.state.InMemoryStateTable;
import io.htcgrid.control.state.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ActivateSessionTest {
  private final TestGrid grid = new TestGrid(new InMemoryStateTable());

  @Test
  void aSessionBecomesActive() {
    grid.begin();

    assertThat(grid.activation(3).run())
        .isEqualTo(new ActivateSession.Activation.Active(grid.read()));
    assertThat(grid.read().state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  void anActivationWhoseReplyWasLostIsOne() {
    grid.begin();
    grid.table.activate(grid.session, Samples.SUBMITTER, 3);

    assertThat(grid.activation(3).run())
        .isEqualTo(new ActivateSession.Activation.Active(grid.read()));
  }

  @Test
  void aSessionThatEndedMeanwhileIsNotActive() {
    grid.begin();
    grid.table.end(
        grid.session,
        SessionState.CANCELLED,
        EndReason.CANCELLED_BY_CLIENT,
        "no more",
        grid.clock.instant());

    assertThat(grid.activation(3).run())
        .isEqualTo(new ActivateSession.Activation.Ended(grid.read()));
  }

  @Test
  void aSessionThatEndedAfterAnActivationWhoseReplyWasLostWasActive() {
    grid.begin();
    grid.table.activate(grid.session, Samples.SUBMITTER, 1);
    grid.run(0, TestGrid.SUCCESS, 1);

    assertThat(grid.activation(1).run())
        .isEqualTo(new ActivateSession.Activation.Active(grid.read()));
    assertThat(grid.read().state()).isEqualTo(SessionState.COMPLETED);
  }

  @Test
  void whoLostTheSubmitLeaseDoesNotActivate() {
    grid.begin();
    grid.clock.pass(Duration.ofSeconds(31));
    grid.table.takeOverSubmission(
        grid.session,
        new SubmitLease("other", grid.clock.instant().plusSeconds(30), -1),
        grid.clock.instant());

    assertThat(grid.activation(3).run())
        .isEqualTo(new ActivateSession.Activation.LeaseLost(grid.read()));
  }

  @Test
  void anAbsentSessionIsGone() {
    assertThat(grid.activation(3).run()).isEqualTo(new ActivateSession.Activation.Gone());
  }
}
