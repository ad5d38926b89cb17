package io.htcgrid.control.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.config.TestGrid;
import io.htcgrid.control.queue.ReplyQueuePage;
import io.htcgrid.control.queue.ReplyQueuePage.ReplyQueue;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.state.ConnectorRecord;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.SqsException;

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

  /** Lists the first queue, then the second; knows one cursor alone. */
  private GridServices inParts(String first, String second) {
    ReplyQueues parts =
        ReplyQueues.class.cast(
            Proxy.newProxyInstance(
                ReplyQueues.class.getClassLoader(),
                new Class<?>[] {ReplyQueues.class},
                (proxy, method, arguments) -> {
                  if (!method.getName().equals("list")) {
                    return method.invoke(replies, arguments);
                  }
                  Object cursor = arguments[0];
                  if (cursor != null && !cursor.equals("second part")) {
                    throw SqsException.builder().message("no such token").statusCode(400).build();
                  }
                  ReplyQueue queue =
                      new ReplyQueue(cursor == null ? first : second, "nobody that lives");
                  return new ReplyQueuePage(List.of(queue), cursor == null ? "second part" : null);
                }));
    GridServices real = grid.services;
    return new GridServices(
        real.config(), real.table(), real.queues(), parts, real.blobs(), real.clock());
  }

  @Test
  void partsOfTheListingAreLookedAtInTurnByWhicheverProcessRuns() {
    String first = queue(Duration.ZERO);
    String second = queue(Duration.ZERO);
    grid.clock.advance(OLD);
    GridServices services = inParts(first, second);
    assertThat(new DeleteOrphanReplyQueues(services).runOnce().repaired()).isEqualTo(1);
    assertThat(replies.createdAt(first)).isEmpty();
    assertThat(replies.createdAt(second)).isPresent();
    assertThat(new DeleteOrphanReplyQueues(services).runOnce().repaired()).isEqualTo(1);
    assertThat(replies.createdAt(second)).isEmpty();
    assertThat(services.table().readNote(duty.name())).isEmpty();
  }

  @Test
  void aPlaceThatTheServiceForgotIsTheBeginningNextTime() {
    GridServices services = inParts(queue(Duration.ZERO), queue(Duration.ZERO));
    services.table().writeNote(duty.name(), "an old token");
    assertThatThrownBy(() -> new DeleteOrphanReplyQueues(services).runOnce())
        .isInstanceOf(SqsException.class);
    assertThat(new DeleteOrphanReplyQueues(services).runOnce().looked()).isEqualTo(1);
  }
}
