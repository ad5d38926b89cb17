package io.htcgrid.control.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.config.TestGrid;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.state.ConnectorRecord;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
class DeleteOrphanReplyQueuesTest {
  private static final Duration OLD = DeleteOrphanReplyQueues.GRACE.plusMinutes(1);

  private final SweptGrid grid;
  private final ReplyQueues replies;
  private final DeleteOrphanReplyQueues duty;

  DeleteOrphanReplyQueuesTest(AwsEndpoints aws, UniqueName name) {
    grid = new SweptGrid(TestGrid.create(aws, name.value()));
    replies = grid.services.replies();
    duty = new DeleteOrphanReplyQueues(grid.services);
  }

  @AfterEach
  void delete() {
    grid.close();
  }

  private String queue(Duration recordedFor) {
    String connector = UUID.randomUUID().toString();
    String queue = replies.create(connector);
    if (!recordedFor.isZero()) {
      grid.services
          .table()
          .renewConnector(
              new ConnectorRecord(
                  connector, queue, grid.clock.instant(), grid.clock.instant().plus(recordedFor)));
    }
    return queue;
  }

  @Test
  void queuesOfConnectorsThatAreGoneAreDeleted() {
    String living = queue(Duration.ofDays(1));
    String expired = queue(Duration.ofMinutes(5));
    String unknown = queue(Duration.ZERO);
    grid.clock.advance(OLD);
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(3, 2));
    assertThat(replies.createdAt(living)).isPresent();
    assertThat(replies.createdAt(expired)).isEmpty();
    assertThat(replies.createdAt(unknown)).isEmpty();
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 0));
  }

  @Test
  void aYoungQueueMayStillGetItsRecord() {
    String young = queue(Duration.ZERO);
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(1, 0));
    assertThat(replies.createdAt(young)).isPresent();
  }

  @Test
  void withoutQueuesThereIsNothingToDo() {
    assertThat(duty.runOnce()).isEqualTo(new DutyReport(0, 0));
  }
}
