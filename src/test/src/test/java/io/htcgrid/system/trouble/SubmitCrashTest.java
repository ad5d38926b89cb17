package io.htcgrid.system.trouble;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.agent.Agent;
import io.htcgrid.agent.AgentSettings;
import io.htcgrid.connector.GridException;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.SessionSummary;
import io.htcgrid.connector.ShortTerms;
import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridResources;
import io.htcgrid.control.queue.Received;
import io.htcgrid.control.queue.TaskQueues;
import io.htcgrid.control.sweep.Sweeper;
import io.htcgrid.data.SessionId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lets the process of a submission die at each of its calls, the first to the last. */
@ExtendWith(AwsServices.class)
@Tag("long")
class SubmitCrashTest {
  /** Two pages. */
  private static final int TASKS = 103;

  private static final int AT_ONCE = 4;
  private static final Duration SUBMIT_LEASE = Duration.ofMillis(300);

  private final AwsEndpoints aws;
  private final GridConfig config;
  private final QuickClients clients;
  private final HtcGrid grid;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

  SubmitCrashTest(AwsEndpoints aws, UniqueName name) {
    this.aws = aws;
    this.config = Lane.config(aws, name.value());
    this.clients = QuickClients.open(aws, config);
    this.grid = ShortTerms.connect(clients.services(), SUBMIT_LEASE);
  }

  @BeforeEach
  void create() {
    new GridResources(clients.clients()).create();
  }

  @AfterEach
  void delete() {
    threads.shutdownNow();
    grid.close();
    new GridResources(clients.clients()).delete();
    clients.close();
  }

  private static SessionSpec.Builder spec() {
    return SessionSpec.function("any")
        .payloads(IntStream.range(0, TASKS).mapToObj(i -> "task " + i));
  }

  /** For 1, 2, … until one says that there are no more. */
  private void forEachCall(IntPredicate hasMore) {
    List<CompletableFuture<Void>> all =
        IntStream.rangeClosed(1, AT_ONCE)
            .mapToObj(
                first ->
                    CompletableFuture.runAsync(
                        () -> {
                          int call = first;
                          while (hasMore.test(call)) {
                            call += AT_ONCE;
                          }
                        },
                        threads))
            .toList();
    all.forEach(CompletableFuture::join);
  }

  /** Returns whether it died before the submission was done. */
  private boolean submitAndDie(SessionSpec spec, Crash crash) {
    try (QuickClients dying = QuickClients.open(aws, config, crash);
        HtcGrid client = ShortTerms.connect(dying.services(), SUBMIT_LEASE)) {
      assertThat(client.submit(spec).id()).isNotNull();
      return crash.happened();
    } catch (GridException e) {
      assertThat(crash.happened()).isTrue();
      return true;
    }
  }

  @ParameterizedTest(name = "carried out: {0}")
  @ValueSource(booleans = {false, true})
  void underItsTokenASubmissionIsGoneOnWithWhereverItDied(boolean carriedOut) {
    Map<SessionId, Integer> submitted = new ConcurrentHashMap<>();
    forEachCall(
        call -> {
          String token = "dies at " + call;
          boolean died =
              submitAndDie(spec().clientToken(token).build(), new Crash(call, carriedOut));
          Session session = grid.submit(spec().clientToken(token).build());
          assertThat(session.id()).isEqualTo(SessionId.ofToken(config.grid(), token));
          assertThat(session.status().taskCount()).isEqualTo(TASKS);
          assertThat(submitted.put(session.id(), call)).isNull();
          return died;
        });
    assertThat(submitted).hasSizeGreaterThan(15);
    Map<SessionId, List<Received.Task>> messages = takeMessages();
    assertThat(messages).containsOnlyKeys(submitted.keySet());
    messages.values().forEach(SubmitCrashTest::isComplete);
    run(messages, submitted.keySet().stream().sorted(comparing(submitted::get)).toList());
  }

  @ParameterizedTest(name = "carried out: {0}")
  @ValueSource(booleans = {false, true})
  void withoutATokenASubmissionThatDiedIsEndedAndSaysWhy(boolean carriedOut) {
    forEachCall(call -> submitAndDie(spec().build(), new Crash(call, carriedOut)));
    Sweeper.of(QuickClients.later(clients.services(), Duration.ofHours(1))).runOnce();
    List<SessionSummary> sessions = grid.sessions().toList();
    List<SessionSummary> abandoned =
        sessions.stream().filter(each -> each.state() != SessionState.ACTIVE).toList();
    assertThat(abandoned)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            each -> {
              assertThat(each.state()).isEqualTo(SessionState.FAILED);
              assertThat(each.reason()).isEqualTo(EndReason.SUBMISSION_ABANDONED);
              assertThat(each.message()).isNotBlank();
            });
    // The others died once all was sent.
    run(
        takeMessages(),
        sessions.stream()
            .filter(each -> each.state() == SessionState.ACTIVE)
            .map(SessionSummary::id)
            .toList());
  }

  /** All that was sent, by session; nobody else gets it now. */
  private Map<SessionId, List<Received.Task>> takeMessages() {
    Map<SessionId, List<Received.Task>> messages = new HashMap<>();
    List<Received> some = receive();
    while (!some.isEmpty()) {
      for (Received each : some) {
        Received.Task task = (Received.Task) each;
        messages
            .computeIfAbsent(task.message().task().session(), any -> new ArrayList<>())
            .add(task);
      }
      some = receive();
    }
    return messages;
  }

  private List<Received> receive() {
    return clients
        .services()
        .queues()
        .receive(0, TaskQueues.BATCH, Duration.ZERO, Duration.ofHours(1));
  }

  /** Each task has a message, and two at most. */
  private static void isComplete(List<Received.Task> messages) {
    Map<Integer, Long> counts =
        messages.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.message().task().index(), Collectors.counting()));
    assertThat(counts).hasSize(TASKS);
    assertThat(counts.values()).allMatch(count -> count <= 2);
  }

  /** Every task of some of these comes out once. */
  private void run(Map<SessionId, List<Received.Task>> messages, List<SessionId> sessions) {
    assertThat(sessions).isNotEmpty();
    List<SessionId> some =
        Stream.of(0, sessions.size() / 2, sessions.size() - 1)
            .map(sessions::get)
            .distinct()
            .toList();
    for (SessionId id : some) {
      for (Received.Task each : messages.getOrDefault(id, List.of())) {
        clients.services().queues().changeVisibility(0, Map.of(each.receipt(), Duration.ZERO));
      }
    }
    AgentSettings settings =
        AgentSettings.builder()
            .slots(8)
            .longPoll(Duration.ofSeconds(1))
            .drainGrace(Duration.ofMillis(100))
            .build();
    try (Agent agent =
        Agent.start(settings, clients.services(), clients.services(), new Functions(() -> true))) {
      for (SessionId id : some) {
        assertThat(Work.outcomes(grid.session(id)))
            .isEqualTo(
                IntStream.range(0, TASKS)
                    .boxed()
                    .collect(Collectors.toMap(i -> i, i -> "result of task " + i)));
        assertThat(grid.session(id).await(Work.PATIENCE).completed()).isEqualTo(TASKS);
      }
      assertThat(agent.health().live()).isTrue();
    }
  }
}
