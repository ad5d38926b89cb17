package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NotificationTest extends GridTest {

  private String replyQueue(Session session) {
    return stored(session).replyQueues().get(0);
  }

  private SessionRecord stored(Session session) {
    return aws()
        .services()
        .table()
        .readSession(session.id(), InstantSource.system().instant())
        .orElseThrow();
  }

  private static SessionEvent completed(TaskId task, String text) {
    byte[] result = text.getBytes(StandardCharsets.UTF_8);
    return new SessionEvent.TaskCompleted(
        task, BlobReference.of("out/00/" + task.session() + "/test", 0, result), result);
  }

  @Test
  void duplicatedEventsAreToldOnce() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(20).build());
    GridServices twice =
        Proxies.replies(
            aws().services(),
            (method, arguments) -> {
              if (method.equals("send")) {
                aws().services().replies().send((String) arguments[0], events(arguments[1]));
              }
            });

    opened(TestWorker.echo(twice)).runSome(20);

    try (OutcomeStream outcomes = session.outcomes()) {
      assertThat(outcomes.stream().map(TaskOutcome::index))
          .containsExactlyInAnyOrderElementsOf(indexes(20));
    }
  }

  @SuppressWarnings("unchecked") // As the method declares it.
  private static List<SessionEvent> events(Object argument) {
    return (List<SessionEvent>) argument;
  }

  @Test
  void foreignAndImpossibleEventsAreDropped() {
    HtcGrid grid = opened(aws().connectWithoutRereads());
    Session session = grid.submit(tasks(3).build());
    SessionId foreign = SessionId.random(InstantSource.system());
    aws()
        .services()
        .replies()
        .send(
            replyQueue(session),
            List.of(
                completed(new TaskId(foreign, 0), "foreign"),
                completed(new TaskId(session.id(), 3), "no such task"),
                completed(new TaskId(session.id(), 9_999_999), "no such task either"),
                new SessionEvent.SessionEnded(foreign, SessionState.FAILED, EndReason.TIMED_OUT)));

    echo().runSome(3);

    try (OutcomeStream outcomes = session.outcomes()) {
      assertThat(outcomes.stream().map(outcome -> outcome.orThrow().text()))
          .containsExactlyInAnyOrder("task 0", "task 1", "task 2");
    }
  }

  @Test
  void aStaleEndIsNotBelieved() throws Exception {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(1).build());
    aws()
        .services()
        .replies()
        .send(
            replyQueue(session),
            List.of(
                new SessionEvent.SessionEnded(
                    session.id(), SessionState.CANCELLED, EndReason.CANCELLED_BY_CLIENT)));
    try (OutcomeStream outcomes = session.outcomes()) {
      var completion = session.completion();
      echo().runSome(1);
      assertThat(outcomes.stream().map(TaskOutcome::orThrow)).hasSize(1);
      assertThat(completion.get(1, TimeUnit.MINUTES).state()).isEqualTo(SessionState.COMPLETED);
    }
  }

  @Test
  void lostEventsAreMadeUpForByReading() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(130).build());
    AtomicInteger sent = new AtomicInteger();
    GridServices lossy =
        Proxies.replies(
            aws().services(),
            (method, arguments) -> {
              // Every second batch of events is lost, and so is the end.
              if (method.equals("send") && sent.incrementAndGet() % 2 == 0) {
                throw Proxies.error(400, "Lost");
              }
            });
    TestWorker worker =
        new TestWorker(aws().services(), (task, payload) -> payload) {
          @Override
          void send(String queue, List<SessionEvent> events) {
            try {
              lossy.replies().send(queue, events);
            } catch (RuntimeException lost) {
              assertThat(lost).hasMessageContaining("Lost");
            }
          }
        };

    opened(worker).runSome(130);

    try (OutcomeStream outcomes = session.outcomes()) {
      assertThat(outcomes.stream().map(outcome -> outcome.orThrow().text()))
          .containsExactlyInAnyOrderElementsOf(payloads(130).toList());
    }
    assertThat(session.await().completed()).isEqualTo(130);
  }

  @Test
  void reorderedEventsAreAllToldAlsoWhenTheEndComesFirst() {
    HtcGrid grid = opened(aws().connectWithoutRereads());
    Session session = grid.submit(tasks(20).build());
    List<Runnable> held = new ArrayList<>();
    TestWorker worker =
        new TestWorker(aws().services(), (task, payload) -> payload) {
          @Override
          void send(String queue, List<SessionEvent> events) {
            List<SessionEvent> reversed = new ArrayList<>(events);
            Collections.reverse(reversed);
            held.add(0, () -> super.send(queue, reversed));
          }
        };

    opened(worker).runSome(20);
    held.forEach(Runnable::run);

    try (OutcomeStream outcomes = session.outcomes()) {
      assertThat(outcomes.stream().map(outcome -> outcome.orThrow().text()))
          .containsExactlyInAnyOrderElementsOf(payloads(20).toList());
    }
    assertThat(session.await().completed()).isEqualTo(20);
    assertThat(held.size()).isGreaterThan(1);
  }

  @Test
  void aDeletedReplyQueueIsReplaced() {
    AtomicReference<String> doomed = new AtomicReference<>("");
    GridServices services =
        Proxies.replies(
            aws().services(),
            (method, arguments) -> {
              // Between two polls: the embedded service keeps one of a deleted queue waiting.
              if (method.equals("receive") && arguments[0].equals(doomed.get())) {
                aws().services().replies().delete((String) arguments[0]);
              }
            });
    HtcGrid grid =
        opened(
            HtcGrid.builder()
                .services(services)
                .longPoll(Duration.ofSeconds(1))
                .rereads(Duration.ofMillis(50), Duration.ofMillis(200))
                .connect());
    Session session = grid.submit(tasks(20).build());
    String queue = replyQueue(session);
    try (OutcomeStream outcomes = session.outcomes()) {
      doomed.set(queue);
      echo().runSome(10);
      for (int i = 0; i < 10; i++) {
        assertThat(outcomes.next()).isPresent();
      }
      Eventually.isTrue(
          () -> {
            assertThat(outcomes.poll()).isEmpty();
            return stored(session).replyQueues().stream().anyMatch(each -> !each.equals(queue));
          });
      echo().runSome(10);
      assertThat(outcomes.stream()).hasSize(10);
    }
  }

  @Test
  void withoutPermissionToCreateQueuesPagesAreRead() {
    HtcGrid grid =
        opened(aws().connect(Proxies.replies(aws().services(), Proxies.denying("create"))));
    Session session = grid.submit(tasks(120).build());
    assertThat(stored(session).replyQueues()).isEmpty();

    echo().start(1);

    try (OutcomeStream outcomes = session.outcomes()) {
      assertThat(outcomes.stream().map(TaskOutcome::index))
          .containsExactlyInAnyOrderElementsOf(indexes(120));
    }
    assertThat(session.await(Duration.ofMinutes(1)).succeeded()).isTrue();
  }

  @Test
  void aProgramThatWantsNoReplyQueueHasNone() {
    HtcGrid grid =
        opened(
            HtcGrid.builder()
                .services(aws().services())
                .replyQueue(false)
                .rereads(Duration.ofMillis(50), Duration.ofMillis(100))
                .connect());
    aws().calls().take();
    Session session = grid.submit(tasks(2).build());
    assertThat(aws().calls().take()).doesNotContainKey("CreateQueue");
    echo().runSome(2);
    assertThat(session.await().completed()).isEqualTo(2);
  }

  @Test
  void aSessionThatTellsAsManyAsItMayIsRead() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(5).build());
    for (int i = 1; i < SessionRecord.MAX_REPLY_QUEUES; i++) {
      aws().services().table().addReplyQueue(session.id(), "https://queue.invalid/" + i);
    }
    Session other = connect().session(session.id());
    try (OutcomeStream outcomes = other.outcomes()) {
      TestWorker worker =
          new TestWorker(aws().services(), (task, payload) -> payload) {
            @Override
            void send(String queue, List<SessionEvent> events) {
              // Nobody is told.
            }
          };
      opened(worker).runSome(5);
      assertThat(outcomes.stream()).hasSize(5);
    }
  }

  @Test
  void aDamagedInlineResultIsReadFromItsBlob() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(1).build());
    TestWorker worker =
        new TestWorker(aws().services(), (task, payload) -> payload) {
          @Override
          void send(String queue, List<SessionEvent> events) {
            SessionEvent.TaskCompleted whole = (SessionEvent.TaskCompleted) events.get(0);
            byte[] damaged = "damaged".getBytes(StandardCharsets.UTF_8);
            super.send(
                queue,
                List.of(new SessionEvent.TaskCompleted(whole.task(), whole.result(), damaged)));
          }
        };
    opened(worker).runSome(1);
    assertThat(session.result(0).orThrow().text()).isEqualTo("task 0");
  }
}
