package io.htcgrid.runtime.process;

import static io.htcgrid.runtime.process.Slots.Admission.BUSY;
import static io.htcgrid.runtime.process.Slots.Admission.CLOSED;
import static io.htcgrid.runtime.process.Slots.Admission.GRANTED;
import static io.htcgrid.runtime.process.Slots.Admission.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlotsTest {

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "timer"));

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private static Slots.Admission now(Slots.Ticket ticket) {
    return ticket.admission().toCompletableFuture().getNow(null);
  }

  @Test
  void slotsGoToThoseWhoWaitInTurn() {
    var slots = new Slots(1, 2, Duration.ofMinutes(1), timer);
    var first = slots.acquire(1);
    var second = slots.acquire(1);
    var third = slots.acquire(1);
    assertThat(now(first)).isEqualTo(GRANTED);
    assertThat(now(second)).isNull();

    slots.release();
    assertThat(now(second)).isEqualTo(GRANTED);
    assertThat(now(third)).isNull();
    assertThat(slots.busy()).isEqualTo(1);

    slots.release();
    slots.release();
    assertThat(now(third)).isEqualTo(GRANTED);
    assertThat(slots.busy()).isZero();
  }

  @Test
  void tooManyDoNotWait() {
    var slots = new Slots(1, 1, Duration.ofMinutes(1), timer);
    slots.acquire(1);
    slots.acquire(1);

    assertThat(now(slots.acquire(1))).isEqualTo(BUSY);
  }

  @Test
  void largePayloadsDoNotPileUpInTheQueue() {
    var slots = new Slots(1, 1000, Duration.ofMinutes(1), timer);
    slots.acquire(1);
    for (int i = 0; i < 8; i++) {
      assertThat(now(slots.acquire(32 << 20))).isNull();
    }

    assertThat(now(slots.acquire(1))).isEqualTo(BUSY);
  }

  @Test
  void nobodyWaitsForEver() throws Exception {
    var slots = new Slots(1, 1, Duration.ofMillis(10), timer);
    slots.acquire(1);

    assertThat(slots.acquire(1).admission().toCompletableFuture().get(30, TimeUnit.SECONDS))
        .isEqualTo(BUSY);
  }

  @Test
  void whoLeavesTheQueueTakesNoSlot() {
    var slots = new Slots(1, 1, Duration.ofMinutes(1), timer);
    var held = slots.acquire(1);
    var leaving = slots.acquire(1);
    slots.withdraw(leaving);
    slots.withdraw(held);

    assertThat(now(leaving)).isEqualTo(WITHDRAWN);
    assertThat(now(held)).as("a granted slot is held").isEqualTo(GRANTED);
    assertThat(now(slots.acquire(1))).as("the place in the queue is free").isNull();
    slots.release();
    assertThat(slots.busy()).isEqualTo(1);
  }

  @Test
  void closedSlotsAreGrantedToNobodyAndDrainWhenTheLastIsFree() throws Exception {
    var slots = new Slots(1, 1, Duration.ofMinutes(1), timer);
    slots.acquire(1);
    var waiting = slots.acquire(1);
    assertThat(slots.drain(Duration.ofMillis(1))).isFalse();

    assertThat(now(waiting)).isEqualTo(CLOSED);
    assertThat(now(slots.acquire(1))).isEqualTo(CLOSED);
    slots.release();
    assertThat(slots.drain(Duration.ZERO)).isTrue();
  }
}
