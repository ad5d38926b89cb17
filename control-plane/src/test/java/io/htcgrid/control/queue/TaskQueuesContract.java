package io.htcgrid.control.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.TaskOverrides;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link TaskQueues} does; its queues are empty at first. */
abstract class TaskQueuesContract {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int PATIENCE = 30;

  abstract TaskQueues queues();

  abstract void sendRaw(int level, String body);

  /** Lets a second pass where time does not pass by itself. */
  abstract void passSecond();

  @Test
  void aMessageArrivesAsItWasSent() {
    assertThat(queues().send(1, "key", List.of(Messages.task(7)), NONE)).isEmpty();
    assertThat(received(1, 1))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.level()).isEqualTo(1);
              assertThat(each.receiveCount()).isEqualTo(1);
              assertThat(((Received.Task) each).message()).isEqualTo(Messages.task(7));
            });
  }

  @Test
  void tenMessagesArriveOnce() {
    queues().send(0, "key", Messages.tasks(10), NONE);
    assertThat(received(0, 10).stream().map(each -> ((Received.Task) each).message()))
        .containsExactlyInAnyOrderElementsOf(Messages.tasks(10));
    assertThat(queues().receive(0, 10, NONE, MINUTE)).isEmpty();
  }

  @Test
  void levelsAreApart() {
    assertThat(queues().levels()).isEqualTo(2);
    queues().send(0, "key", List.of(Messages.task(0)), NONE);
    assertThat(queues().receive(1, 10, NONE, MINUTE)).isEmpty();
    assertThat(received(0, 1)).hasSize(1);
  }

  @Test
  void aPriorityAboveTheHighestLevelMeansThat() {
    assertThat(IntStream.range(0, 4).map(queues()::levelOf)).containsExactly(0, 1, 1, 1);
  }

  @Test
  void sendingNothingIsNoCall() {
    assertThat(queues().send(0, "key", List.of(), NONE)).isEmpty();
    assertThat(queues().delete(0, List.of())).isEmpty();
    assertThat(queues().changeVisibility(0, Map.of())).isEmpty();
  }

  @Test
  void aFairShareKeyMayBeAnyText() {
    for (String key : List.of("équipe été / 1", "x".repeat(1000), "", "a\nb")) {
      assertThat(queues().send(0, key, List.of(Messages.task(0)), NONE)).isEmpty();
    }
    assertThat(received(0, 4)).hasSize(4);
  }

  @Test
  void aDelayedMessageArrivesLater() {
    queues().send(0, "key", List.of(Messages.task(0)), Duration.ofMillis(1500));
    assertThat(queues().receive(0, 10, NONE, MINUTE)).isEmpty();
    assertThat(queues().depth(0)).isEqualTo(new QueueDepth(0, 0, 1));
    assertThat(received(0, 1)).hasSize(1);
  }

  @Test
  void anUnreadableMessageSaysWhy() {
    sendRaw(0, "{\"v\":9}");
    assertThat(received(0, 1))
        .singleElement()
        .satisfies(
            each -> {
              Received.Unreadable unreadable = (Received.Unreadable) each;
              assertThat(unreadable.body()).isEqualTo("{\"v\":9}");
              assertThat(unreadable.reason()).contains("version 9");
            });
  }

  @Test
  void aMessageThatNobodyDeletesReturns() {
    queues().send(0, "key", List.of(Messages.task(0)), NONE);
    assertThat(received(0, 1, Duration.ofSeconds(1))).hasSize(1);
    Received again = received(0, 1).get(0);
    assertThat(again.receiveCount()).isEqualTo(2);
    assertThat(((Received.Task) again).message()).isEqualTo(Messages.task(0));
  }

  @Test
  void visibilityZeroReturnsAMessageAtOnce() {
    queues().send(0, "key", List.of(Messages.task(0)), NONE);
    String receipt = received(0, 1).get(0).receipt();
    assertThat(queues().changeVisibility(0, Map.of(receipt, NONE))).isEmpty();
    assertThat(received(0, 1)).hasSize(1);
  }

  @Test
  void visibilityCanBeExtended() {
    queues().send(0, "key", Messages.tasks(2), NONE);
    List<Received> both = received(0, 2, Duration.ofSeconds(3));
    assertThat(queues().changeVisibility(0, Map.of(both.get(0).receipt(), MINUTE))).isEmpty();
    Received returned = received(0, 1).get(0);
    assertThat(message(returned)).isEqualTo(message(both.get(1)));
    assertThat(queues().depth(0)).isEqualTo(new QueueDepth(0, 2, 0));
  }

  @Test
  void aDeletedMessageIsGone() {
    queues().send(0, "key", Messages.tasks(3), NONE);
    List<Received> all = received(0, 3, Duration.ofSeconds(2));
    assertThat(queues().delete(0, List.of(all.get(0).receipt(), all.get(2).receipt()))).isEmpty();
    assertThat(message(received(0, 1).get(0))).isEqualTo(message(all.get(1)));
    assertThat(queues().depth(0)).isEqualTo(new QueueDepth(0, 1, 0));
  }

  @Test
  void depthCountsVisibleAndInFlight() {
    assertThat(queues().depth(0).empty()).isTrue();
    queues().send(0, "key", Messages.tasks(3), NONE);
    received(0, 1);
    QueueDepth depth = queues().depth(0);
    assertThat(depth.visible() + depth.inFlight()).isEqualTo(3);
    assertThat(depth.inFlight()).isPositive();
    assertThat(depth.empty()).isFalse();
  }

  @Test
  void aTaskMessageAmongTheDeadLettersIsReadWithItsReason() {
    queues().deadLetter(Messages.task(7), "nobody wants it:\u0000 \uFFFF");
    Letter.OfTask letter = (Letter.OfTask) letters(1, MINUTE).get(0);
    assertThat(letter.message()).isEqualTo(Messages.task(7));
    assertThat(letter.reason()).startsWith("nobody wants it:");
    assertThat(letter.receiveCount()).isEqualTo(1);
    assertThat(letter.sentAt()).isAfter(Instant.parse("2025-12-31T00:00:00Z"));
    assertThat(queues().receiveDeadLetters(10, MINUTE)).isEmpty();
  }

  @Test
  void aDeadLetterThatIsNoTaskMessageIsUnreadable() {
    queues().deadLetter("no JSON €", "it is no JSON");
    assertThat(letters(1, MINUTE)).hasOnlyElementsOfType(Letter.Unreadable.class);
  }

  @Test
  void deadLettersCanBeDeletedOrLeftForLater() {
    for (int i = 0; i < 3; i++) {
      queues().deadLetter(Messages.task(i), "test");
    }
    List<Letter> all = letters(3, Duration.ofSeconds(3));
    assertThat(queues().deleteDeadLetters(List.of(all.get(0).receipt()))).isEmpty();
    assertThat(queues().changeDeadLetterVisibility(Map.of(all.get(1).receipt(), MINUTE))).isEmpty();
    Letter returned = letters(1, MINUTE).get(0);
    assertThat(((Letter.OfTask) returned).message())
        .isEqualTo(((Letter.OfTask) all.get(2)).message());
    assertThat(returned.receiveCount()).isEqualTo(2);
    assertThat(queues().receiveDeadLetters(10, MINUTE)).isEmpty();
    assertThat(queues().deleteDeadLetters(List.of())).isEmpty();
    assertThat(queues().changeDeadLetterVisibility(Map.of())).isEmpty();
  }

  @Test
  void whatDoesNotFitIntoOneBatchIsReturned() {
    TaskOverrides large = new TaskOverrides(null, List.of("x".repeat(300 * 1024)), null, null);
    List<TaskMessage> batch = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      batch.add(
          new TaskMessage(Messages.task(i).task(), 100, Messages.task(i).payload(), large, null));
    }
    Map<Integer, SendFailure> failures = queues().send(0, "key", batch, NONE);
    assertThat(failures).containsOnlyKeys(3);
    assertThat(failures.values()).noneMatch(SendFailure::callersFault);
    assertThat(received(0, 3)).hasSize(3);
  }

  @Test
  void aMessageOfMoreThanAMebibyteIsTheCallersFault() {
    TaskOverrides large = new TaskOverrides(null, List.of("x".repeat(1024 * 1024)), null, null);
    TaskMessage huge =
        new TaskMessage(Messages.task(0).task(), 100, Messages.task(0).payload(), large, null);
    Map<Integer, SendFailure> failures =
        queues().send(0, "key", List.of(huge, Messages.task(1)), NONE);
    assertThat(failures).containsOnlyKeys(0);
    assertThat(failures.values()).allMatch(SendFailure::callersFault);
    assertThat(message(received(0, 1).get(0))).isEqualTo(Messages.task(1));
  }

  @Test
  void boundsAreChecked() {
    List<String> many = Collections.nCopies(11, "receipt");
    assertThatThrownBy(() -> queues().send(0, "k", Messages.tasks(11), NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queues().delete(0, many)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queues().send(2, "k", Messages.tasks(1), NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("priority 2");
    assertThatThrownBy(() -> queues().send(0, "k", Messages.tasks(1), Duration.ofMinutes(16)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queues().receive(0, 11, NONE, MINUTE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queues().receive(0, 1, MINUTE, MINUTE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TaskMessage message(Received received) {
    return ((Received.Task) received).message();
  }

  private List<Received> received(int level, int count) {
    return received(level, count, MINUTE);
  }

  /** Receives until so many messages are there. */
  private List<Received> received(int level, int count, Duration visibility) {
    List<Received> all = new ArrayList<>();
    Set<String> receipts = new HashSet<>();
    for (int i = 0; i < PATIENCE && all.size() < count; i++) {
      for (Received each :
          queues().receive(level, count - all.size(), Duration.ofSeconds(1), visibility)) {
        assertThat(receipts.add(each.receipt())).isTrue();
        all.add(each);
      }
      if (all.size() < count) {
        passSecond();
      }
    }
    assertThat(all).hasSize(count);
    return all;
  }

  private List<Letter> letters(int count, Duration visibility) {
    List<Letter> all = new ArrayList<>();
    for (int i = 0; i < PATIENCE && all.size() < count; i++) {
      all.addAll(queues().receiveDeadLetters(count - all.size(), visibility));
      if (all.size() < count) {
        // A long poll of an empty queue lasts as long as it may.
        assertThat(queues().receive(1, 1, Duration.ofSeconds(1), NONE)).isEmpty();
        passSecond();
      }
    }
    assertThat(all).hasSize(count);
    return all;
  }
}
