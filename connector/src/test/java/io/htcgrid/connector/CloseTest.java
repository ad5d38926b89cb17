package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.connector.calls.ConnectorThreads;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("looks at all threads")
class CloseTest extends GridTest {

  private static CompletableFuture<Throwable> thrownBy(Runnable waiting) {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                waiting.run();
                thrown.completeExceptionally(new AssertionError("nothing was thrown"));
              } catch (RuntimeException e) {
                thrown.complete(e);
              }
            },
            "test-waiter");
    thread.setDaemon(true);
    thread.start();
    Eventually.isTrue(
        () -> Set.of(Thread.State.TIMED_WAITING, Thread.State.WAITING).contains(thread.getState()));
    return thrown;
  }

  @Test
  void closingWakesEveryWaiterWithAClearError() throws Exception {
    HtcGrid grid = aws().connectWithoutRereads();
    Session session = grid.submit(tasks(1).build());
    OutcomeStream outcomes = session.outcomes();
    BlockingQueue<GridException> told = new LinkedBlockingQueue<>();
    session.onOutcome(
        new OutcomeListener() {
          @Override
          public void onOutcome(TaskOutcome outcome) {}

          @Override
          public void onError(GridException error) {
            told.add(error);
          }
        });
    CompletableFuture<SessionStatus> completion = session.completion();
    List<CompletableFuture<Throwable>> waiters =
        List.of(
            thrownBy(session::await),
            thrownBy(() -> session.await(Duration.ofMinutes(5))),
            thrownBy(() -> session.await(progress -> {})),
            thrownBy(outcomes::next),
            thrownBy(() -> session.result(0)));

    grid.close();

    for (CompletableFuture<Throwable> each : waiters) {
      assertThat(each.get(1, TimeUnit.MINUTES))
          .isInstanceOf(GridClosedException.class)
          .hasMessageContaining("closed");
    }
    assertThat(told.poll(1, TimeUnit.MINUTES)).isInstanceOf(GridClosedException.class);
    assertThatThrownBy(() -> completion.get(1, TimeUnit.MINUTES))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(GridClosedException.class);
  }

  @Test
  void closingEndsSubmissionsThatAreUnderWayOrHaveNotBegun() {
    HtcGrid grid = opened(HtcGrid.builder().services(aws().services()).replyQueue(false).connect());
    CountDownLatch underWay = new CountDownLatch(ConnectorThreads.SUBMISSIONS);
    AtomicInteger streamsClosed = new AtomicInteger();
    List<CompletableFuture<Session>> submissions = new ArrayList<>();
    for (int i = 0; i < ConnectorThreads.SUBMISSIONS + 4; i++) {
      Stream<String> payloads =
          payloads(30)
              .peek(text -> holdUp(text.equals("task 20"), underWay))
              .onClose(streamsClosed::incrementAndGet);
      submissions.add(grid.submitAsync(SessionSpec.function("echo").payloads(payloads).build()));
    }
    Eventually.isTrue(() -> underWay.getCount() == 0);

    grid.close();

    for (CompletableFuture<Session> each : submissions) {
      assertThatThrownBy(() -> each.get(1, TimeUnit.MINUTES))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(GridClosedException.class);
    }
    Eventually.isTrue(() -> streamsClosed.get() == submissions.size());
  }

  /** Waits until the thread is interrupted. */
  private static void holdUp(boolean isHere, CountDownLatch arrived) {
    if (!isHere) {
      return;
    }
    arrived.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void closingWakesWhoeverWaitsForCallsThatHaveNotBegun() throws Exception {
    CountDownLatch underWay = new CountDownLatch(ConnectorThreads.CALLS);
    HtcGrid grid =
        opened(
            aws()
                .connect(
                    Proxies.table(
                        aws().services(),
                        (method, arguments) -> holdUp(method.equals("readGroup"), underWay))));
    // Each group is read by a call of its own.
    Session session = grid.session(aws().unsent((ConnectorThreads.CALLS + 4) * 10_000));
    CompletableFuture<Throwable> first = thrownBy(session::status);
    Eventually.isTrue(() -> underWay.getCount() == 0);
    CompletableFuture<Throwable> second = thrownBy(session::status);

    grid.close();

    for (CompletableFuture<Throwable> each : List.of(first, second)) {
      assertThat(each.get(1, TimeUnit.MINUTES)).isInstanceOf(GridClosedException.class);
    }
  }

  @Test
  void nothingIsDoneAfterClosing() {
    HtcGrid grid = aws().connect();
    Session session = grid.submit(tasks(1).build());
    grid.close();
    grid.close();
    assertThatThrownBy(() -> grid.submit(tasks(1).build())).isInstanceOf(GridClosedException.class);
    assertThatThrownBy(session::status).isInstanceOf(GridClosedException.class);
    assertThatThrownBy(() -> session.outcomes().next()).isInstanceOf(GridClosedException.class);
    assertThatThrownBy(() -> grid.sessions().toList()).isInstanceOf(GridClosedException.class);
  }

  @Test
  void theReplyQueueAndTheConnectorsRecordAreDeleted() {
    HtcGrid grid = aws().connect();
    Session session = grid.submit(tasks(1).build());
    String queue =
        aws()
            .services()
            .table()
            .readSession(session.id(), aws().services().clock().instant())
            .orElseThrow()
            .replyQueues()
            .get(0);
    Eventually.isTrue(() -> connectors().contains(queue));

    grid.close();

    assertThat(connectors()).doesNotContain(queue);
    assertThat(aws().services().replies().createdAt(queue)).isEmpty();
  }

  private Set<String> connectors() {
    return IntStream.range(0, StateTable.INDEX_SHARDS)
        .boxed()
        .flatMap(shard -> aws().services().table().listConnectors(shard).stream())
        .map(connector -> connector.replyQueue())
        .collect(Collectors.toSet());
  }

  @Test
  void allThreadsEnd() {
    HtcGrid grid = aws().connect();
    Session session = grid.submit(tasks(1).build());
    session.onOutcome(outcome -> {});
    assertThat(threads()).isNotEmpty();
    grid.close();
    Eventually.isTrue(() -> threads().isEmpty());
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("htcgrid-"))
        .collect(Collectors.toSet());
  }

  @Test
  void anInterruptedReaderKeepsItsFlagAndLosesNothing() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(1).build());
    try (OutcomeStream outcomes = session.outcomes()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(outcomes::next).isInstanceOf(GridInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      Thread.currentThread().interrupt();
      assertThatThrownBy(session::await).isInstanceOf(GridInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();

      echo().runSome(1);
      assertThat(outcomes.stream()).hasSize(1);
    }
  }

  @Test
  void aClosedStreamEndsForWhoeverWaits() throws Exception {
    HtcGrid grid = connect();
    OutcomeStream outcomes = grid.submit(tasks(1).build()).outcomes();
    CompletableFuture<Integer> count =
        CompletableFuture.supplyAsync(() -> (int) outcomes.stream().count());
    outcomes.close();
    assertThat(count.get(1, TimeUnit.MINUTES)).isZero();
  }

  @Test
  void closingAGridThatWasNeverUsedMakesNoCall() {
    HtcGrid grid = aws().connect();
    aws().calls().take();
    grid.close();
    assertThat(aws().calls().take()).isEmpty();
    assertThatThrownBy(() -> grid.session(SessionId.random(aws().services().clock())))
        .isInstanceOf(GridClosedException.class);
  }
}
