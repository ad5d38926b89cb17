package io.htcgrid.control.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.queue.SendFailure;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.queue.TaskQueues;
import io.htcgrid.control.state.Samples;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SendTasksTest {
  private static final SendFailure THROTTLED = new SendFailure("Throttled", "slow down", false);
  private static final SendFailure INVALID = new SendFailure("Invalid", "no", true);
  private final SentMessages sent = new SentMessages();
  private final List<Duration> waits = new ArrayList<>();
  private final SessionId session = Samples.newId();

  @Test
  void messagesGoOutInBatches() {
    List<TaskMessage> messages = messages(23);

    assertThat(send(messages).run()).isEqualTo(new SendTasks.Sent.All());
    assertThat(sent.taken()).isEqualTo(messages);
    assertThat(sent.batches())
        .extracting(each -> each.messages().size())
        .containsExactly(10, 10, 3);
    assertThat(sent.batches())
        .allMatch(
            each ->
                each.level() == 2
                    && each.fairShareKey().equals("desk-7")
                    && each.delay().equals(Duration.ofSeconds(3)));
    assertThat(waits).isEmpty();
  }

  @Test
  void oneStepIsOneCall() {
    SendTasks send = send(messages(25));

    assertThat(send.step()).isNull();
    assertThat(sent.batches()).hasSize(1);
  }

  @Test
  void entriesThatFailedAreSentAgainAndOthersAreNot() {
    List<TaskMessage> messages = messages(30);
    Set<Integer> refusedOnce = new HashSet<>(Set.of(0, 4, 9, 17));
    sent.refuse(message -> refusedOnce.remove(message.task().index()) ? THROTTLED : null);

    assertThat(send(messages).run()).isEqualTo(new SendTasks.Sent.All());

    assertThat(sent.taken()).containsExactlyInAnyOrderElementsOf(messages);
    assertThat(waits).hasSize(2);
  }

  @Test
  void aServiceThatTakesNothingIsAskedEverMoreSlowly() {
    SendTasks send = send(messages(1));
    sent.refuse(message -> THROTTLED);
    for (int i = 0; i < 12; i++) {
      assertThat(send.step()).isNull();
    }
    assertThat(waits).hasSize(12).allMatch(each -> each.compareTo(Duration.ofSeconds(5)) <= 0);

    sent.refuse(message -> null);
    assertThat(send.step()).isEqualTo(new SendTasks.Sent.All());
  }

  @Test
  void aMessageThatTheServiceWillNeverTakeIsToldOf() {
    List<TaskMessage> messages = messages(12);
    sent.refuse(message -> message.task().index() == 11 ? INVALID : null);

    assertThat(send(messages).run())
        .isEqualTo(new SendTasks.Sent.Refused(messages.get(11), INVALID));
  }

  @Test
  void noMessagesNeedNoCall() {
    assertThat(send(List.of()).run()).isEqualTo(new SendTasks.Sent.All());
    assertThat(sent.batches()).isEmpty();
  }

  private SendTasks send(List<TaskMessage> messages) {
    TaskQueues queues = sent.queues();
    Backoff backoff =
        new Backoff(Duration.ofMillis(20), Duration.ofSeconds(5), new Random(1), waits::add);
    return new SendTasks(queues, 2, "desk-7", messages, Duration.ofSeconds(3), backoff);
  }

  private List<TaskMessage> messages(int count) {
    return IntStream.range(0, count)
        .mapToObj(index -> TestGrid.message(new TaskId(session, index)))
        .toList();
  }
}
