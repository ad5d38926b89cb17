package io.htcgrid.control.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link ReplyQueues} does; no queue is there at first. */
abstract class ReplyQueuesContract {
  private static final int PATIENCE = 30;

  abstract ReplyQueues queues();

  abstract void sendRaw(String queue, String body);

  /** What {@code createdAt} may differ from. */
  abstract Instant now();

  @Test
  void eventsArriveInTheirOrder() {
    String queue = queues().create("one");
    List<SessionEvent> events =
        List.of(Messages.smallEvent(3), Messages.largeEvent(1), Messages.smallEvent(2));
    assertThat(queues().send(queue, events)).isEqualTo(new ReplySent.Sent(3));
    assertThat(received(queue).get(0).events()).isEqualTo(events);
  }

  @Test
  void connectorsHaveQueuesOfTheirOwn() {
    String one = queues().create("one");
    String two = queues().create("two");
    queues().send(one, List.of(Messages.smallEvent(1)));
    assertThat(queues().receive(two, Duration.ZERO)).isEmpty();
    assertThat(received(one)).hasSize(1);
  }

  @Test
  void creatingAgainNamesTheSameQueue() {
    assertThat(queues().create("one")).isEqualTo(queues().create("one"));
  }

  @Test
  void whatDoesNotFitIsLeftToTheCaller() {
    String queue = queues().create("one");
    List<SessionEvent> events = IntStream.range(0, 60).mapToObj(Messages::largeEvent).toList();
    int sent = ((ReplySent.Sent) queues().send(queue, events)).events();
    assertThat(sent).isBetween(40, 50);
    assertThat(received(queue).get(0).events()).isEqualTo(events.subList(0, sent));
  }

  @Test
  void sendingNothingIsNoCall() {
    assertThat(queues().send("no such queue", List.of())).isEqualTo(new ReplySent.Sent(0));
    queues().acknowledge(queues().create("one"), List.of());
  }

  @Test
  void anAcknowledgedMessageIsGone() {
    String queue = queues().create("one");
    queues().send(queue, List.of(Messages.smallEvent(1)));
    queues().acknowledge(queue, received(queue));
    queues().send(queue, List.of(Messages.smallEvent(2)));
    assertThat(received(queue).get(0).events()).containsExactly(Messages.smallEvent(2));
  }

  @Test
  void anUnreadableMessageHasNoEvents() {
    String queue = queues().create("one");
    sendRaw(queue, "{\"v\":9}");
    List<ReplyMessage> received = received(queue);
    assertThat(received.get(0).events()).isEmpty();
    queues().acknowledge(queue, received);
  }

  @Test
  void aDeletedQueueIsGone() {
    String queue = queues().create("one");
    queues().send(queue, List.of(Messages.smallEvent(1)));
    List<ReplyMessage> received = received(queue);
    queues().delete(queue);
    queues().delete(queue);
    assertThat(queues().send(queue, List.of(Messages.smallEvent(2))))
        .isEqualTo(new ReplySent.QueueGone());
    assertThatThrownBy(() -> queues().receive(queue, Duration.ZERO))
        .isInstanceOf(ReplyQueueGoneException.class)
        .hasMessageContaining(queue);
    assertThatThrownBy(() -> queues().acknowledge(queue, received))
        .isInstanceOf(ReplyQueueGoneException.class);
    assertThat(queues().createdAt(queue)).isEmpty();
  }

  @Test
  void allReplyQueuesAreListed() {
    String one = queues().create("one");
    String two = queues().create("t-w_o");
    List<ReplyQueuePage.ReplyQueue> listed = new ArrayList<>();
    ReplyQueuePage page = queues().list(null);
    listed.addAll(page.queues());
    for (String cursor = page.cursor(); cursor != null; cursor = page.cursor()) {
      page = queues().list(cursor);
      listed.addAll(page.queues());
    }
    assertThat(listed)
        .containsExactlyInAnyOrder(
            new ReplyQueuePage.ReplyQueue(one, "one"), new ReplyQueuePage.ReplyQueue(two, "t-w_o"));
  }

  @Test
  void aQueueKnowsWhenItWasCreated() {
    String queue = queues().create("one");
    assertThat(queues().createdAt(queue))
        .hasValueSatisfying(
            at -> assertThat(Duration.between(at, now()).abs()).isLessThan(Duration.ofMinutes(1)));
  }

  private List<ReplyMessage> received(String queue) {
    for (int i = 0; i < PATIENCE; i++) {
      List<ReplyMessage> received = queues().receive(queue, Duration.ofSeconds(1));
      if (!received.isEmpty()) {
        return received;
      }
    }
    throw new AssertionError("nothing arrived on " + queue);
  }
}
