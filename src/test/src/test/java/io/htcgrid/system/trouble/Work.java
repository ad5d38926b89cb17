package io.htcgrid.system.trouble;

import static io.htcgrid.system.trouble.Patiently.again;
import static io.htcgrid.system.trouble.Patiently.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.agent.Agent;
import io.htcgrid.connector.GridException;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.OutcomeStream;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.SessionStatus;
import io.htcgrid.connector.ShortTerms;
import io.htcgrid.connector.TaskOutcome;
import io.htcgrid.control.EndReason;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RetryRule;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is done while a place fails; each asserts that all of it came out right. */
public enum Work {
  /** Tasks that end in every way, told to a connector. */
  TASKS(Work::tasks),
  /** Sessions that are ended before all of their tasks are. */
  EARLY_ENDS(Work::earlyEnds),
  /** Tasks over several heartbeats, whose connector goes and is replaced. */
  LONG_TASKS(Work::longTasks),
  /** A submission over several renewals of its lease. */
  LONG_SUBMISSION(Work::longSubmission),
  /** A submission that stopped and is taken over. */
  TAKE_OVER(Work::takeOver),
  /** A session whose deadline passes while its task runs. */
  OVERDUE(Work::overdue),
  /** Tasks whose agent is lost. */
  LOST_AGENT(HalfDone::lostAgent),
  /** An agent from its start to its end. */
  AGENT(Work::agent),
  /** What others left half-done. */
  SWEEP(HalfDone::sweep);

  private static final String RENEWAL =
      "connector DynamoStateTable.renewSubmission DynamoDb.UpdateItem";

  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final RetryPolicy RETRIES =
      new RetryPolicy(
          List.of(
              new RetryRule(List.of("Later"), Duration.ofMinutes(10), 1, 2, Duration.ofMinutes(10)),
              new RetryRule(List.of("FUNCTION_CRASHED"), Duration.ZERO, 1, 2, Duration.ZERO),
              new RetryRule(List.of("ATTEMPTS_EXHAUSTED"), Duration.ZERO, 1, 100, Duration.ZERO)));

  @SuppressWarnings("ImmutableEnumChecker") // A lambda without state.
  private final Consumer<Lane> steps;

  Work(Consumer<Lane> steps) {
    this.steps = steps;
  }

  /** Does it. */
  public void in(Lane lane) {
    steps.accept(lane);
  }

  /** Of a function that does what the first words of the payloads say. */
  public static SessionSpec.Builder session(String... payloads) {
    return SessionSpec.function("any").payloads(List.of(payloads)).retry(RETRIES);
  }

  /** A connection that has reached its grid once: a first failure is told at once. */
  private static HtcGrid reached(HtcGrid grid) {
    long open = again(() -> grid.openSessions().count());
    assertThat(open).isNotNegative();
    return grid;
  }

  private static void tasks(Lane lane) {
    String garbage = "no JSON " + UUID.randomUUID();
    lane.send(garbage);
    String large = "large " + "x".repeat(5000);
    try (HtcGrid grid = reached(lane.connect())) {
      Session session =
          grid.submit(
              session(
                      "small",
                      large,
                      "crashes-once",
                      "crashes",
                      "throws",
                      "fails-until-later",
                      "too-busy-once",
                      "returns-much")
                  .build());
      assertThat(again(() -> session.cancel(5))).isEqualTo(TaskState.CANCELLED);
      assertThat(outcomes(session))
          .isEqualTo(
              Map.of(
                  0, "result of small",
                  1, "result of " + large,
                  2, "result of crashes-once",
                  3, "FUNCTION_CRASHED",
                  4, "FUNCTION_ERROR",
                  5, "CANCELLED",
                  6, "result of too-busy-once",
                  7, "result of returns-much" + "!".repeat(Functions.LARGE)));
      SessionStatus status = again(() -> session.await(PATIENCE));
      assertThat(status.state()).isEqualTo(SessionState.FAILED);
      assertThat(status.completed()).isEqualTo(5);
      assertThat(status.failed()).isEqualTo(2);
      assertThat(status.cancelled()).isEqualTo(1);
      assertThat(again(() -> session.failedTries(3))).isNotEmpty();
      assertThat(again(() -> session.tasks().toList())).hasSize(8);
      assertThat(again(() -> grid.submit(session.repetition().build())).id())
          .isNotEqualTo(session.id());
      assertThat(again(() -> grid.sessions().anyMatch(s -> s.id().equals(session.id())))).isTrue();
      Committed.of(lane, session.id()).isTold(status);
    }
    until(
        "the unreadable message is a dead letter", () -> lane.takeDeadLetters().contains(garbage));
  }

  /** Each once. */
  public static Map<Integer, String> outcomes(Session session) {
    Map<Integer, String> outcomes = new TreeMap<>();
    try (OutcomeStream stream = session.outcomes()) {
      for (TaskOutcome outcome : stream) {
        assertThat(outcomes.put(outcome.index(), text(outcome))).isNull();
      }
    }
    return outcomes;
  }

  private static String text(TaskOutcome outcome) {
    if (outcome instanceof TaskOutcome.Failed failed) {
      return failed.kind().name();
    }
    return outcome instanceof TaskOutcome.Completed completed
        ? completed.text()
        : outcome.state().name();
  }

  private static void earlyEnds(Lane lane) {
    try (HtcGrid grid = reached(lane.connect())) {
      Session failing = grid.submit(session("throws", "fails-until-later").failFast(true).build());
      SessionStatus status = again(() -> failing.await(PATIENCE));
      assertThat(status.state()).isEqualTo(SessionState.FAILED);
      assertThat(again(() -> failing.status()).failed()).isEqualTo(1);
      assertThat(outcomes(failing)).isEqualTo(Map.of(0, "FUNCTION_ERROR", 1, "CANCELLED"));

      Session cancelled = grid.submit(session("fails-until-later", "hangs").build());
      SessionState told = again(() -> cancelled.cancel());
      assertThat(told).isEqualTo(SessionState.CANCELLED);
      assertThat(outcomes(cancelled)).isEqualTo(Map.of(0, "CANCELLED", 1, "CANCELLED"));
    }
  }

  private static void longTasks(Lane lane) {
    try (HtcGrid other = reached(lane.connect())) {
      SessionId id;
      try (HtcGrid grid = reached(lane.connect())) {
        id = grid.submit(session("waits 0", "waits 1", "waits 2").build()).id();
      }
      HalfDone.addLostReplyQueue(lane, id);
      Session session = again(() -> other.session(id));
      assertThat(outcomes(session))
          .isEqualTo(
              Map.of(0, "result of waits 0", 1, "result of waits 1", 2, "result of waits 2"));
      SessionStatus status = again(() -> session.await(PATIENCE));
      assertThat(status.completed()).isEqualTo(3);
      Committed.of(lane, id).isTold(status);
    }
  }

  private static void longSubmission(Lane lane) {
    try (HtcGrid grid = reached(lane.connect())) {
      Stream<String> slow =
          IntStream.range(0, 4)
              .mapToObj(i -> "task " + i)
              .peek(
                  text -> {
                    if (text.equals("task 3")) {
                      until("the lease was renewed", () -> isRenewed(lane));
                    }
                  });
      Session session = grid.submit(SessionSpec.function("any").payloads(slow).build());
      SessionStatus status = again(() -> session.await(PATIENCE));
      assertThat(status.completed()).isEqualTo(4);
      Committed.of(lane, session.id()).isTold(status);
    }
  }

  private static boolean isRenewed(Lane lane) {
    return lane.connectorFaults.leftToOvercome().stream().noneMatch(RENEWAL::equals)
        && lane.connectorFaults.hasAnswered(RENEWAL);
  }

  private static void takeOver(Lane lane) {
    String token = UUID.randomUUID().toString();
    HtcGrid dying = ShortTerms.connect(lane.services(), Duration.ofMillis(300));
    Stream<String> payloads =
        payloads()
            .peek(
                text -> {
                  if (text.equals("task 5")) {
                    dying.close();
                  }
                });
    SessionSpec half = SessionSpec.function("any").payloads(payloads).clientToken(token).build();
    assertThatThrownBy(() -> dying.submit(half)).isInstanceOf(GridException.class);
    try (HtcGrid grid = reached(lane.connect())) {
      Session session =
          grid.submit(SessionSpec.function("any").payloads(payloads()).clientToken(token).build());
      SessionStatus status = again(() -> session.await(PATIENCE));
      assertThat(status.completed()).isEqualTo(10);
      SessionSpec same =
          SessionSpec.function("any").payloads(payloads()).clientToken(token).build();
      assertThat(grid.submit(same).id()).isEqualTo(session.id());
      Committed.of(lane, session.id()).isTold(status);
    }
  }

  private static Stream<String> payloads() {
    return IntStream.range(0, 10).mapToObj(i -> "task " + i);
  }

  /** Nobody but the agent looks at it: its connector has gone. */
  private static void overdue(Lane lane) {
    SessionId id;
    try (HtcGrid grid = lane.connectWell()) {
      id = grid.submit(session("hangs").timeout(Duration.ofSeconds(1)).build()).id();
    }
    until("session " + id + " ends", () -> Committed.session(lane, id).ended());
    assertThat(Committed.session(lane, id).endReason()).isEqualTo(EndReason.TIMED_OUT);
  }

  private static void agent(Lane lane) {
    String name;
    try (Agent second = lane.startAgent();
        HtcGrid grid = lane.connectWell()) {
      name = second.id();
      // More than one agent's slots, and long enough that both renew.
      Session session =
          grid.submit(
              SessionSpec.function("any")
                  .payloads(IntStream.range(0, 20).mapToObj(i -> "lasts " + i))
                  .build());
      assertThat(session.await(PATIENCE).completed()).isEqualTo(20);
      until("the second agent is ready", () -> second.health().ready());
    }
    assertThat(
            IntStream.range(0, StateTable.INDEX_SHARDS)
                .mapToObj(shard -> lane.services().table().listAgents(shard))
                .flatMap(List::stream))
        .noneMatch(each -> each.id().equals(name));
  }
}
