package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoomTest {
  private final AtomicInteger prefetch = new AtomicInteger();
  private final Room room = new Room(2, 3, prefetch::get);

  private Room.Seat take() {
    return room.take().orElseThrow();
  }

  @Test
  void thereIsRoomForTheSlotsAndWhatMayBePrefetched() throws InterruptedException {
    assertThat(room.await()).isEqualTo(2);
    prefetch.set(3);
    assertThat(room.await()).isEqualTo(5);
    for (int i = 0; i < 5; i++) {
      take();
    }
    assertThat(room.take()).isEmpty();
    assertThat(room.seated()).isEqualTo(5);
  }

  @Test
  void aSeatIsFreeWhenItsTaskNeedsNoSlotAnyMore() {
    Room.Seat first = take();
    take();
    assertThat(room.take()).isEmpty();

    first.leave();

    assertThat(room.take()).isPresent();
  }

  @Test
  void nothingIsAskedForWhileTooManyWaitToBeCommitted() throws Exception {
    Room.Seat[] left = new Room.Seat[3];
    for (int i = 0; i < 3; i++) {
      left[i] = take();
      left[i].leave();
    }
    CompletableFuture<Integer> asked = new CompletableFuture<>();
    Thread receiver = receiver(asked);
    Await.until("the receiver waits", () -> receiver.getState() == Thread.State.WAITING);
    assertThat(asked).isNotDone();

    left[0].close();

    assertThat(asked.get(60, TimeUnit.SECONDS)).isEqualTo(2);
  }

  /** Otherwise they would go back to the queue, and their receive would have been for nothing. */
  @Test
  void whatWasAskedForIsTakenThoughTooManyWaitToBeCommittedByNow() throws InterruptedException {
    take().leave();
    take().leave();
    assertThat(room.await()).isEqualTo(2);

    take().leave();

    take();
    take();
    assertThat(room.take()).isEmpty();
  }

  @Test
  void closingASeatTwiceFreesItOnce() {
    Room.Seat seat = take();
    seat.leave();
    seat.leave();
    seat.close();
    seat.close();
    seat.leave();

    assertThat(room.seated()).isZero();
    assertThat(room.empty()).isTrue();
  }

  @Test
  void prefetchingWaitsForABatchButAnIdleSlotDoesNot() throws Exception {
    prefetch.set(8);
    Room.Seat[] seats = new Room.Seat[10];
    for (int i = 0; i < 10; i++) {
      seats[i] = take();
    }
    CompletableFuture<Integer> asked = new CompletableFuture<>();
    Thread receiver = receiver(asked);

    for (int i = 0; i < 3; i++) {
      seats[i].close();
    }
    Await.until("the receiver waits", () -> receiver.getState() == Thread.State.WAITING);
    assertThat(asked).isNotDone();
    seats[3].close();

    assertThat(asked.get(60, TimeUnit.SECONDS)).isEqualTo(4);
    for (int i = 4; i < 9; i++) {
      seats[i].close();
    }
    prefetch.set(0);
    assertThat(room.await()).isEqualTo(1);
  }

  private Thread receiver(CompletableFuture<Integer> asked) {
    Thread receiver = new Thread(() -> asked.complete(awaitUnchecked()), "receiver");
    receiver.setDaemon(true);
    receiver.start();
    return receiver;
  }

  private int awaitUnchecked() {
    try {
      return room.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aClosedRoomHasNone() throws InterruptedException {
    room.close();

    assertThat(room.await()).isZero();
    assertThat(room.take()).isEmpty();
  }

  @Test
  void surplusIsWhatWouldNotBePrefetchedNow() {
    prefetch.set(4);
    for (int i = 0; i < 6; i++) {
      take();
    }
    assertThat(room.surplus()).isZero();
    prefetch.set(1);
    assertThat(room.surplus()).isEqualTo(3);
  }

  @Test
  void waitingForItToEmptyEndsWhenTheLastTaskIsGone() throws InterruptedException {
    Room.Seat seat = take();
    assertThat(room.awaitEmpty(1)).isFalse();
    seat.close();
    assertThat(room.awaitEmpty(1)).isTrue();
  }
}
