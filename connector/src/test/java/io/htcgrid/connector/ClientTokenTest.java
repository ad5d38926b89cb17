package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClientTokenTest extends GridTest {

  private static SessionSpec spec(String token, int count) {
    return tasks(count).clientToken(token).build();
  }

  /** A connection whose submissions lose their lease 300 ms after they stop renewing it. */
  private HtcGrid connectWithShortLease() {
    return opened(
        HtcGrid.builder()
            .services(aws().services())
            .submitLease(new LeaseTerms(Duration.ofMillis(300), Duration.ZERO))
            .rereads(Duration.ofMillis(50), Duration.ofMillis(200))
            .connect());
  }

  @Test
  void theSameSubmissionTwiceIsOneSessionSentOnce() {
    HtcGrid grid = connect();
    Session first = grid.submit(spec("twice", 120));
    aws().calls().take();

    Session second = connect().submit(spec("twice", 120));

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(first.id()).isEqualTo(SessionId.ofToken(aws().config().grid(), "twice"));
    assertThat(aws().calls().take()).doesNotContainKeys("SendMessageBatch", "PutObject");
  }

  @Test
  void aJoinedSubmissionSeesAllOutcomes() {
    HtcGrid grid = connect();
    Session first = grid.submit(spec("joined", 30));
    echo().runSome(10);
    HtcGrid other = connect();

    Session second = other.submit(spec("joined", 30));
    echo().runSome(20);

    try (OutcomeStream outcomes = second.outcomes()) {
      assertThat(outcomes.stream().map(TaskOutcome::index))
          .containsExactlyInAnyOrderElementsOf(indexes(30));
    }
    assertThat(first.await().completed()).isEqualTo(30);
  }

  @Test
  void otherSettingsAreRefused() {
    HtcGrid grid = connect();
    Session first = grid.submit(spec("settings", 1));

    assertThatThrownBy(() -> grid.submit(tasks(1).clientToken("settings").priority(1).build()))
        .isInstanceOfSatisfying(
            ClientTokenException.class,
            refused -> assertThat(refused.session()).isEqualTo(first.id()))
        .hasMessageContaining("settings differ");
  }

  @Test
  void otherTasksAreRefusedAndTheSessionIsLeftAsItWas() {
    HtcGrid grid = connect();
    Session session = grid.submit(spec("tasks", 101));

    for (Stream<String> others :
        List.of(
            payloads(100), payloads(102), payloads(300), Stream.generate(() -> "x").limit(101))) {
      assertThatThrownBy(
              () ->
                  grid.submit(
                      SessionSpec.function("echo").payloads(others).clientToken("tasks").build()))
          .isInstanceOf(ClientTokenException.class);
    }
    TestWorker worker = echo();
    worker.runSome(1000);
    assertThat(session.await().completed()).isEqualTo(101);
    assertThat(session.result(100).orThrow().text()).isEqualTo("task 100");
  }

  @Test
  void aSubmissionThatStoppedIsTakenOver() throws Exception {
    // Its connection is closed half-way, as if its process had died.
    HtcGrid dying = connectWithShortLease();
    CountDownLatch isHalfWay = new CountDownLatch(1);
    Stream<String> stalls =
        payloads(1500)
            .peek(
                text -> {
                  if (text.equals("task 1200")) {
                    isHalfWay.countDown();
                    dying.close();
                  }
                });
    CompletableFuture<Void> failed =
        CompletableFuture.runAsync(
            () ->
                assertThatThrownBy(
                        () ->
                            dying.submit(
                                SessionSpec.function("echo")
                                    .payloads(stalls)
                                    .clientToken("taken over")
                                    .build()))
                    .isInstanceOf(GridException.class));
    assertThat(isHalfWay.await(1, TimeUnit.MINUTES)).isTrue();
    failed.get(1, TimeUnit.MINUTES);

    Session session =
        connectWithShortLease()
            .submit(
                SessionSpec.function("echo")
                    .payloads(payloads(1500))
                    .clientToken("taken over")
                    .build());

    assertThat(session.status().taskCount()).isEqualTo(1500);
    assertThat(session.status().open()).isEqualTo(1500);
  }

  @Test
  void otherTasksThatTakeASubmissionOverLeaveItToItsOwner() {
    HtcGrid dying = connectWithShortLease();
    assertThatThrownBy(() -> dying.submit(dyingOnceItsFirstPageIsThere(dying)))
        .isInstanceOf(GridException.class);

    assertThatThrownBy(
            () ->
                connectWithShortLease()
                    .submit(
                        SessionSpec.function("echo")
                            .payloads(Stream.generate(() -> "other").limit(350))
                            .clientToken("half-way")
                            .build()))
        .isInstanceOf(ClientTokenException.class);

    Session session = connectWithShortLease().submit(spec("half-way", 350));
    echo().runSome(700);
    assertThat(session.await().completed()).isEqualTo(350);
    assertThat(session.result(340).orThrow().text()).isEqualTo("task 340");
  }

  /** Its connection is closed half-way, as if its process had died. */
  private SessionSpec dyingOnceItsFirstPageIsThere(HtcGrid dying) {
    PageId first = new PageId(SessionId.ofToken(aws().config().grid(), "half-way"), 0);
    Stream<String> payloads =
        payloads(350)
            .peek(
                text -> {
                  if (text.equals("task 150")) {
                    Eventually.isTrue(
                        () -> aws().services().table().readDefinitions(first).isPresent());
                    dying.close();
                  }
                });
    return SessionSpec.function("echo").payloads(payloads).clientToken("half-way").build();
  }

  @Test
  void theSecondOfTwoAtOnceWaitsForTheFirst() throws Exception {
    HtcGrid grid = connect();
    CountDownLatch isBegun = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Iterator<String> slow = pausing(250, 150, isBegun, mayGoOn);
    CompletableFuture<Session> first =
        grid.submitAsync(
            SessionSpec.function("echo").payloads(slow).clientToken("at once").build());
    assertThat(isBegun.await(1, TimeUnit.MINUTES)).isTrue();

    CompletableFuture<Session> second = connect().submitAsync(spec("at once", 250));
    assertThat(second).isNotDone();
    mayGoOn.countDown();

    assertThat(second.get(1, TimeUnit.MINUTES).id()).isEqualTo(first.get(1, TimeUnit.MINUTES).id());
    assertThat(grid.session(second.get().id()).status().taskCount()).isEqualTo(250);
  }

  @Test
  void aSubmissionThatStallsAndIsTakenOverGetsTheSameSession() throws Exception {
    // Its renewals do not arrive for a while.
    AtomicInteger refused = new AtomicInteger();
    HtcGrid stalled =
        opened(
            HtcGrid.builder()
                .services(
                    Proxies.table(
                        aws().services(),
                        (method, arguments) -> {
                          if (method.equals("renewSubmission") && refused.getAndIncrement() < 20) {
                            throw Proxies.error(503, "Unavailable");
                          }
                        }))
                .submitLease(new LeaseTerms(Duration.ofMillis(300), Duration.ZERO))
                .connect());
    CountDownLatch isBegun = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    CompletableFuture<Session> first =
        stalled.submitAsync(
            SessionSpec.function("echo")
                .payloads(pausing(250, 150, isBegun, mayGoOn))
                .clientToken("stalled")
                .build());
    assertThat(isBegun.await(1, TimeUnit.MINUTES)).isTrue();

    Session second = connectWithShortLease().submit(spec("stalled", 250));
    mayGoOn.countDown();

    assertThat(first.get(1, TimeUnit.MINUTES).id()).isEqualTo(second.id());
    assertThat(second.status().taskCount()).isEqualTo(250);
  }

  @Test
  void aTokenWhoseSessionEndedHalfWayIsRefusedWithItsEnd() {
    HtcGrid grid = connect();
    assertThatThrownBy(
            () ->
                grid.submit(
                    SessionSpec.function("echo")
                        .payloads(
                            payloads(150)
                                .peek(
                                    text -> {
                                      if (text.equals("task 120")) {
                                        throw new IllegalStateException("half-way");
                                      }
                                    }))
                        .clientToken("cancelled")
                        .build()))
        .isInstanceOf(SubmissionFailedException.class);

    assertThatThrownBy(() -> grid.submit(spec("cancelled", 150)))
        .isInstanceOf(SubmissionFailedException.class)
        .hasMessageContaining("CANCELLED")
        .hasMessageContaining("another client token");
  }

  @Test
  void noMessageIsSentTwiceByARepetition() {
    HtcGrid grid = connect();
    grid.submit(spec("counted", 25));
    aws().calls().take();
    grid.submit(spec("counted", 25));
    Map<String, Integer> calls = aws().calls().take();
    assertThat(calls).doesNotContainKeys("SendMessageBatch", "UpdateItem");
  }

  /** The tasks' texts; waits before the one at {@code pause} until it may go on. */
  private static Iterator<String> pausing(
      int count, int pause, CountDownLatch isThere, CountDownLatch mayGoOn) {
    return payloads(count)
        .peek(
            text -> {
              if (text.equals("task " + pause)) {
                isThere.countDown();
                try {
                  if (!mayGoOn.await(1, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("nobody let it go on");
                  }
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }
            })
        .iterator();
  }
}
