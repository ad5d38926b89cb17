package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.control.queue.SendFailure;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.data.SessionId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class BadServicesTest extends GridTest {

  /** Every third call fails for now. */
  private static Proxies.Before flaky(AtomicBoolean isOn) {
    AtomicInteger calls = new AtomicInteger();
    return (method, arguments) -> {
      if (isOn.get() && !method.equals("levels") && calls.incrementAndGet() % 3 == 0) {
        throw Proxies.error(500, "InternalServerError");
      }
    };
  }

  @Test
  void passingErrorsOfEveryServiceAreOutlasted() {
    AtomicBoolean isOn = new AtomicBoolean();
    GridServices services = aws().services();
    services = Proxies.table(services, flaky(isOn));
    services = Proxies.queues(services, flaky(isOn));
    services = Proxies.blobs(services, flaky(isOn));
    services = Proxies.replies(services, flaky(isOn));
    HtcGrid grid = opened(aws().connect(services));
    // A first call says that the grid is there.
    assertThat(grid.openSessions().count()).isNotNegative();
    isOn.set(true);

    Session session = grid.submit(tasks(230).build());

    try (OutcomeStream outcomes = session.outcomes()) {
      echo().start(2);
      assertThat(outcomes.stream().map(outcome -> outcome.orThrow().text()))
          .containsExactlyInAnyOrderElementsOf(payloads(230).toList());
    }
    isOn.set(false);
    assertThat(session.await().completed()).isEqualTo(230);
  }

  @Test
  void aServiceThatStaysDownEndsTheCallersPatience() {
    AtomicBoolean isDown = new AtomicBoolean();
    HtcGrid grid =
        opened(
            HtcGrid.builder()
                .services(
                    Proxies.queues(
                        aws().services(),
                        (method, arguments) -> {
                          if (isDown.get() && method.equals("send")) {
                            throw Proxies.error(503, "ServiceUnavailable");
                          }
                        }))
                .patience(Duration.ofMillis(300))
                .connect());
    grid.submit(tasks(1).build()).cancel();
    isDown.set(true);

    assertThatThrownBy(() -> grid.submit(tasks(1).build()))
        .isInstanceOfSatisfying(
            SubmissionFailedException.class,
            failed -> {
              assertThat(failed.retryable()).isTrue();
              assertThat(failed)
                  .hasMessageContaining(failed.session().value())
                  .hasMessageContaining("it was cancelled");
              assertThat(grid.session(failed.session()).status().state())
                  .isEqualTo(SessionState.CANCELLED);
            })
        .hasCauseInstanceOf(GridUnavailableException.class);
  }

  @Test
  void anAddressWhereNobodyAnswersIsToldAtOnce() {
    URI nobody = URI.create("http://127.0.0.1:1");
    try (HtcGrid grid = HtcGrid.connect(GridConfig.local("nowhere", nobody, nobody, nobody))) {
      assertThatThrownBy(() -> grid.session("01JD3V5R4F8Y0XWZ9N6K2T7M1Q"))
          .isInstanceOf(GridUnavailableException.class)
          .hasMessageContaining("nowhere");
      assertThatThrownBy(() -> grid.submit(tasks(1).build())).isInstanceOf(GridException.class);
    }
  }

  @Test
  void aGridThatDoesNotExistIsSaidNotToExist() {
    GridConfig config = aws().config();
    GridConfig unknown =
        new GridConfig(
            "unknown-grid",
            config.region(),
            config.dynamoDbEndpoint(),
            config.sqsEndpoint(),
            config.s3Endpoint(),
            config.bucket(),
            config.priorityLevels(),
            config.fairQueues(),
            config.localCredentials());
    try (HtcGrid grid = HtcGrid.connect(unknown)) {
      assertThatThrownBy(() -> grid.session("01JD3V5R4F8Y0XWZ9N6K2T7M1Q"))
          .isInstanceOf(NoSuchGridException.class)
          .hasMessageContaining("unknown-grid");
      assertThatThrownBy(() -> grid.submit(tasks(1).build()))
          .isInstanceOf(NoSuchGridException.class);
    }
  }

  @Test
  void aServiceThatFailsWhileAListingIsReadIsToldInTheCallersWords() {
    AtomicReference<String> failing = new AtomicReference<>("");
    HtcGrid grid =
        opened(
            aws()
                .connect(
                    Proxies.table(
                        aws().services(),
                        (method, arguments) -> {
                          if (method.equals(failing.get())) {
                            throw Proxies.error(503, "ServiceUnavailable");
                          }
                        })));
    Session session = grid.submit(tasks(1).build());

    failing.set("listOpen");
    assertThatThrownBy(() -> grid.openSessions().count())
        .isInstanceOf(GridUnavailableException.class);
    failing.set("listCreated");
    assertThatThrownBy(() -> grid.sessions().count()).isInstanceOf(GridUnavailableException.class);
    failing.set("readPage");
    assertThatThrownBy(() -> session.tasks().count()).isInstanceOf(GridUnavailableException.class);
    failing.set("readProgressEventually");
    assertThatThrownBy(() -> session.tasks(TaskState.FAILED).count())
        .isInstanceOf(GridUnavailableException.class);
  }

  @Test
  void aPassingErrorWhileARepetitionReadsItsTasksDoesNotEndIt() {
    AtomicBoolean fails = new AtomicBoolean();
    HtcGrid grid =
        opened(
            aws()
                .connect(
                    Proxies.table(
                        aws().services(),
                        (method, arguments) -> {
                          if (method.equals("readPage") && fails.compareAndSet(true, false)) {
                            throw Proxies.error(503, "ServiceUnavailable");
                          }
                        })));
    Session session = grid.submit(tasks(3).build());
    session.cancel();
    SessionSpec repetition = session.repetition(TaskState.CANCELLED).build();
    fails.set(true);

    assertThat(grid.submit(repetition).status().taskCount()).isEqualTo(3);
    assertThat(fails).isFalse();
  }

  @Test
  void whatIsNotAllowedIsSaidSo() {
    HtcGrid grid =
        opened(aws().connect(Proxies.table(aws().services(), Proxies.denying("begin", "end"))));
    assertThatThrownBy(() -> grid.submit(tasks(1).build()))
        .isInstanceOf(NotPermittedException.class)
        .hasMessageContaining(aws().config().grid());
    Session session = connect().submit(tasks(1).build());
    assertThatThrownBy(() -> grid.session(session.id()).cancel())
        .isInstanceOf(NotPermittedException.class);
  }

  @Test
  void whatIsRefusedHalfWayIsCancelled() {
    AtomicReference<SessionId> begun = new AtomicReference<>();
    HtcGrid grid = refusingPayloads(begun);

    assertThatThrownBy(() -> grid.submit(tasks(250).build()))
        .isInstanceOf(NotPermittedException.class);

    assertThat(grid.session(Objects.requireNonNull(begun.get())).status().state())
        .isEqualTo(SessionState.CANCELLED);
  }

  @Test
  void whatIsRefusedHalfWayCanBeGoneOnWithUnderItsClientToken() {
    AtomicReference<SessionId> begun = new AtomicReference<>();
    HtcGrid grid = refusingPayloads(begun);

    assertThatThrownBy(() -> grid.submit(tasks(1).clientToken("refused").build()))
        .isInstanceOf(NotPermittedException.class);

    assertThat(grid.session(Objects.requireNonNull(begun.get())).status().state())
        .isEqualTo(SessionState.SUBMITTING);
  }

  /** A connection that may not write payloads. */
  private HtcGrid refusingPayloads(AtomicReference<SessionId> begun) {
    GridServices services = Proxies.blobs(aws().services(), Proxies.denying("put"));
    services =
        Proxies.table(
            services,
            (method, arguments) -> {
              if (method.equals("begin")) {
                begun.set(((SessionRecord) arguments[0]).id());
              }
            });
    return opened(aws().connect(services));
  }

  @Test
  void aSessionThatIsSlowToBeginIsNotTakenForADeletedOne() {
    LeaseTerms lease = new LeaseTerms(Duration.ofMillis(300), Duration.ZERO);
    HtcGrid grid =
        opened(
            HtcGrid.builder()
                .services(
                    Proxies.table(
                        aws().services(),
                        (method, arguments) -> {
                          if (method.equals("begin")) {
                            LockSupport.parkNanos(lease.length().toNanos());
                          }
                        }))
                .submitLease(lease)
                .connect());
    assertThat(grid.submit(tasks(1).build()).status().taskCount()).isEqualTo(1);
  }

  @Test
  void anEntryThatIsRefusedForGoodCancelsTheSession() {
    HtcGrid grid =
        opened(
            aws()
                .connect(
                    Proxies.sending(
                        aws().services(),
                        (messages, send) ->
                            Map.of(0, new SendFailure("InvalidMessageContents", "no", true)))));
    assertThatThrownBy(() -> grid.submit(tasks(1).build()))
        .isInstanceOfSatisfying(
            SubmissionFailedException.class,
            failed -> {
              assertThat(failed).hasMessageContaining(failed.session() + "/0");
              assertThat(grid.session(failed.session()).status().state())
                  .isEqualTo(SessionState.CANCELLED);
            });
  }

  @Test
  void entriesThatFailForNowAreSentAgainAndTheOthersAreNot() {
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger calls = new AtomicInteger();
    HtcGrid grid =
        opened(
            aws()
                .connect(
                    Proxies.sending(
                        aws().services(),
                        (messages, send) -> {
                          if (calls.incrementAndGet() % 2 == 0) {
                            sent.addAndGet(messages.size());
                            return send.apply(messages);
                          }
                          List<TaskMessage> rest = messages.subList(1, messages.size());
                          sent.addAndGet(rest.size());
                          if (!rest.isEmpty()) {
                            assertThat(send.apply(rest)).isEmpty();
                          }
                          return Map.of(0, new SendFailure("InternalError", "later", false));
                        })));
    Session session = grid.submit(tasks(120).build());
    assertThat(sent).hasValue(120);
    assertThat(echo().runSome(200)).isEqualTo(120);
    assertThat(session.await().completed()).isEqualTo(120);
  }

  @Test
  void aLostReplyOfTheFirstPutIsNoSecondSession() {
    AtomicBoolean isLost = new AtomicBoolean();
    HtcGrid grid =
        opened(
            aws()
                .connect(
                    Proxies.lateTable(
                        aws().services(),
                        (method, arguments) -> {
                          if (Set.of("begin", "activate", "registerPage").contains(method)
                              && isLost.compareAndSet(true, false)) {
                            throw Proxies.error(500, "ReplyLost");
                          }
                        })));
    Session warm = grid.submit(tasks(1).build());
    warm.cancel();
    for (int i = 0; i < 3; i++) {
      isLost.set(true);
      Session session = grid.submit(tasks(1).build());
      assertThat(session.status().taskCount()).isEqualTo(1);
      session.cancel();
    }
  }
}
