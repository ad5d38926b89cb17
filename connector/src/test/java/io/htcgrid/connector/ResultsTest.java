package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ResultsTest extends GridTest {

  /** A worker whose results are larger than what an event carries. */
  private TestWorker largeResults(int bytes) {
    return opened(
        new TestWorker(
            aws().services(),
            (task, payload) -> {
              byte[] result = Arrays.copyOf(payload, bytes);
              Arrays.fill(result, payload.length, bytes, (byte) ' ');
              return result;
            }));
  }

  @Test
  void resultsComeInOrderHoweverTheTasksEnd() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(230).build());
    try (OutcomeStream results = session.results()) {
      echo().start(3);
      assertThat(results.stream().map(outcome -> outcome.orThrow().text()))
          .containsExactlyElementsOf(payloads(230).toList());
    }
  }

  @Test
  void resultsSoFarDoNotWait() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(150).build());
    try (OutcomeStream none = session.resultsSoFar()) {
      assertThat(none.stream()).isEmpty();
    }
    int run = echo().runSome(40);

    try (OutcomeStream some = session.resultsSoFar()) {
      List<Integer> indexes = some.stream().map(TaskOutcome::index).toList();
      assertThat(indexes).hasSize(run).isSorted();
    }
  }

  @Test
  @Timeout(60)
  void resultsSoFarAreAllThereInWhicheverOrderTheirPagesAreSealed() {
    SessionId id = aws().unsent(20_400);
    HtcGrid grid =
        opened(
            aws()
                .connect(
                    Proxies.table(
                        aws().services(), Proxies.shuffling("seal", Duration.ofMillis(100)))));
    Session session = grid.session(id);
    session.cancel();

    try (OutcomeStream all = session.resultsSoFar()) {
      // Slow enough to read while further pages are sealed.
      assertThat(all.stream().map(TaskOutcome::index).peek(ResultsTest::pauseAfterEachPage))
          .containsExactlyElementsOf(indexes(20_400));
    }
  }

  private static void pauseAfterEachPage(int index) {
    if (index % PageId.TASKS == PageId.TASKS - 1) {
      LockSupport.parkNanos(Duration.ofMillis(3).toNanos());
    }
  }

  @Test
  void oneResultIsWaitedForOrNot() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(5).build());
    assertThat(session.outcome(3)).isEmpty();

    echo().start(1);

    assertThat(session.result(3).orThrow().text()).isEqualTo("task 3");
    session.await();
    assertThat(session.outcome(4)).isPresent();
    assertThatThrownBy(() -> session.outcome(5)).isInstanceOf(NoSuchTaskException.class);
    assertThatThrownBy(() -> session.result(5)).isInstanceOf(NoSuchTaskException.class);
    assertThatThrownBy(() -> session.result(-1)).isInstanceOf(NoSuchTaskException.class);
  }

  @Test
  void resultsTooLargeForEventsAreReadFromTheirBlobs() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(30).build());
    try (OutcomeStream outcomes = session.outcomes()) {
      largeResults(20_000).start(1);
      assertThat(outcomes.stream().map(outcome -> outcome.orThrow().bytes().length))
          .hasSize(30)
          .containsOnly(20_000);
    }
  }

  @Test
  void aSlowReaderLosesNothingThoughItsBufferIsSmall() {
    // Room for two events of 512 bytes and their results.
    HtcGrid grid = opened(HtcGrid.builder().services(aws().services()).bufferBytes(2000).connect());
    Session session = grid.submit(tasks(210).build());
    try (OutcomeStream outcomes = session.outcomes()) {
      assertThat(echo().runSome(210)).isEqualTo(210);
      session.await();
      assertThat(outcomes.stream().map(outcome -> outcome.orThrow().text()))
          .containsExactlyInAnyOrderElementsOf(payloads(210).toList());
    }
  }

  @Test
  void readingAheadIsBoundedInBytes() {
    AtomicInteger reads = new AtomicInteger();
    GridServices counted =
        Proxies.blobs(
            aws().services(),
            (method, arguments) -> {
              if (method.equals("readEach")) {
                reads.incrementAndGet();
              }
            });
    HtcGrid grid = opened(aws().connect(counted));
    Session session = grid.submit(tasks(40).build());
    int megabyte = 1024 * 1024;
    largeResults(megabyte).runSome(40);
    session.await();
    try (OutcomeStream outcomes = session.outcomes()) {
      assertThat(outcomes.next()).isPresent();
      Eventually.isTrue(() -> outcomes.poll().isPresent());
      // 2 MiB a read, 16 MiB ahead, and what the reader has taken.
      assertThat(reads.get()).isBetween(1, 10);
      assertThat(outcomes.stream()).hasSize(38);
    }
  }

  @Test
  void aResultThatIsGoneIsAnErrorOfThatTaskAlone() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(3).build());
    largeResults(20_000).runSome(3);
    session.await();
    String key = key(session, 1);
    aws().clients().s3().deleteObject(request -> request.bucket(aws().config().bucket()).key(key));

    try (OutcomeStream results = session.results()) {
      List<TaskOutcome> all = results.stream().toList();
      assertThat(all.get(0).orThrow().bytes()).hasSize(20_000);
      TaskOutcome.Completed gone = all.get(1).orThrow();
      assertThatThrownBy(gone::bytes)
          .isInstanceOfSatisfying(
              ResultUnreadableException.class,
              error -> assertThat(error.task()).isEqualTo(new TaskId(session.id(), 1)))
          .hasMessageContaining(session.id() + "/1");
      assertThat(all.get(2).orThrow().bytes()).hasSize(20_000);
    }
  }

  @Test
  void aFlippedByteIsAnErrorThatNamesTheTask() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(1).build());
    largeResults(20_000).runSome(1);
    session.await();
    byte[] flipped = session.result(0).orThrow().bytes();
    flipped[17] ^= 1;
    aws().services().blobs().put(key(session, 0), flipped);

    TaskOutcome.Completed damaged = connect().session(session.id()).result(0).orThrow();
    assertThatThrownBy(damaged::text)
        .isInstanceOf(ResultUnreadableException.class)
        .hasMessageContaining(session.id() + "/0");
  }

  private String key(Session session, int index) {
    RunRecord run = aws().services().table().readRun(new TaskId(session.id(), index)).orElseThrow();
    return Objects.requireNonNull(run.result()).key();
  }

  @Test
  void payloadsTooLargeForMessagesArriveWhole() {
    HtcGrid grid = connect();
    String large = "x".repeat(3 * 1024 * 1024);
    String medium = "y".repeat(100_000);
    Session session =
        grid.submit(SessionSpec.function("echo").payloads(List.of("small", large, medium)).build());
    echo().start(1);
    try (OutcomeStream results = session.results()) {
      assertThat(results.stream().map(outcome -> outcome.orThrow().bytes().length))
          .containsExactly(5, large.length(), medium.length());
    }
    assertThat(session.result(2).orThrow().bytes())
        .isEqualTo(medium.getBytes(StandardCharsets.UTF_8));
  }
}
