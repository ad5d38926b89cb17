package io.htcgrid.system.policy;

import static io.htcgrid.system.trouble.Patiently.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.agent.Agent;
import io.htcgrid.agent.AgentSettings;
import io.htcgrid.agent.invoke.FunctionCall;
import io.htcgrid.agent.invoke.FunctionInvoker;
import io.htcgrid.agent.invoke.Invocation;
import io.htcgrid.agent.invoke.InvokeOutcome;
import io.htcgrid.connector.AgentInfo;
import io.htcgrid.connector.GridFunctions;
import io.htcgrid.connector.GridOperations;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.SubmissionFailedException;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.sweep.FinishHalfClosed;
import io.htcgrid.control.sweep.Sweeper;
import io.htcgrid.data.SessionId;
import io.htcgrid.system.trouble.HalfDone;
import io.htcgrid.system.trouble.Lane;
import io.htcgrid.system.trouble.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** What those do with a grid who do not appear in its works, and what those do seldom who do. */
final class Everybody {
  private static final String FUNCTION = "pushed";
  private static final Duration FIRST_REREAD = Duration.ofMillis(50);
  private static final Duration LONGEST_REREAD = Duration.ofMillis(200);

  private final Lane lane;
  private final GridServices own;
  private final Map<Principal, Recording> recordings;

  /**
   * @param lane of its own: it comes to be without its agent
   */
  Everybody(Lane lane, Map<Principal, Recording> recordings) {
    this.lane = lane;
    this.own = lane.services();
    this.recordings = recordings;
  }

  void run(Path folder) {
    Looks looks = new Looks(own.config(), recordings);
    looks.all(folder);
    try (HtcGrid submitter = lane.connect();
        GridClients readers = clients(Principal.READER);
        HtcGrid reader = connect(readers);
        GridClients operators = clients(Principal.OPERATOR);
        HtcGrid operator = connect(operators)) {
      submit(submitter);
      read(submitter, reader);
      operate(submitter, operator);
      push(operator, folder);
      readOverdue(reader);
      Session handedBack = drain(submitter, operator);
      deliver(submitter, handedBack, folder);
    }
    sweep();
  }

  private GridClients clients(Principal principal) {
    GridConfig config = own.config();
    return GridClients.builder(config)
        .interceptor(new CallRecorder(recording(principal), new Account(config)))
        .open();
  }

  private Recording recording(Principal principal) {
    return Objects.requireNonNull(recordings.get(principal));
  }

  private static HtcGrid connect(GridClients clients) {
    return HtcGrid.builder()
        .services(clients.services())
        .rereads(FIRST_REREAD, LONGEST_REREAD)
        .connect();
  }

  private void submit(HtcGrid submitter) {
    List<Session> both =
        submitter.submitAll(
            List.of(Work.session("small").build(), Work.session("small", "small").build()));
    assertThat(both).allSatisfy(each -> assertThat(Work.outcomes(each)).isNotEmpty());

    SessionSpec broken =
        SessionSpec.function("any")
            .payloads(
                IntStream.range(0, 150)
                    .mapToObj(
                        i -> {
                          if (i == 120) {
                            throw new IllegalStateException("as the test wants it");
                          }
                          return "small";
                        }))
            .build();
    assertThatThrownBy(() -> submitter.submit(broken))
        .isInstanceOf(SubmissionFailedException.class);

    own.replies().list(null).queues().forEach(each -> own.replies().delete(each.queue()));
    assertThat(Work.outcomes(submitter.submit(Work.session("small").build()))).hasSize(1);
    // Of a session whose size is not known, an agent asks how large the page is.
    HalfDone.endBeforeActive(lane);
  }

  private static void read(HtcGrid submitter, HtcGrid reader) {
    SessionId id = submitter.submit(Work.session("small", "crashes", "returns-much").build()).id();
    Session session = reader.session(id);
    assertThat(Work.outcomes(session)).hasSize(3);
    assertThat(session.await(Work.PATIENCE).failed()).isEqualTo(1);
    assertThat(session.status().completed()).isEqualTo(2);
    assertThat(session.failedTries(1)).isNotEmpty();
    assertThat(session.tasks()).hasSize(3);
    assertThat(session.result(0).orThrow().text()).isEqualTo("result of small");
    assertThat(reader.sessions().map(each -> each.id())).contains(id);
    assertThat(reader.openSessions().map(each -> each.id())).doesNotContain(id);
  }

  private void operate(HtcGrid submitter, HtcGrid operator) {
    GridOperations operations = operator.operations();
    until("the agent is seen", () -> !operations.agents().isEmpty());
    assertThat(operations.pause(Set.of(0)).pausedLevels()).containsExactly(0);
    assertThat(operations.resume(Set.of(0)).pausedLevels()).isEmpty();

    Session hanging = submitter.submit(Work.session("hangs", "hangs").build());
    var ended = hanging.completion();
    assertThat(operator.openSessions().map(each -> each.id())).contains(hanging.id());
    assertThat(operator.sessions().map(each -> each.id())).contains(hanging.id());
    Session seen = operator.session(hanging.id());
    seen.cancel(0);
    assertThat(seen.cancel()).isEqualTo(SessionState.CANCELLED);
    assertThat(ended.join().state()).isEqualTo(SessionState.CANCELLED);
    assertThat(seen.tasks()).hasSize(2);

    Session large = submitter.submit(Work.session("returns-much").build());
    assertThat(Work.outcomes(operator.session(large.id()))).hasSize(1);
  }

  private static void push(HtcGrid operator, Path folder) {
    GridFunctions functions = operator.functions();
    Path function = folder.resolve(FUNCTION);
    write(function, "{\"runtime\": \"provided\"}");
    assertThat(functions.push(FUNCTION, "1", function).added()).isTrue();
    assertThat(functions.push(FUNCTION, "1", function).added()).isFalse();
    functions.activate(FUNCTION, "1");
    assertThat(functions.active()).containsEntry(FUNCTION, "1");
    assertThat(functions.list()).hasSize(1);

    Path unwanted = folder.resolve("unwanted");
    write(unwanted, "{\"runtime\": \"provided\", \"handler\": \"other\"}");
    functions.push(FUNCTION, "2", unwanted);
    functions.activate(FUNCTION, "2");
    assertThat(functions.deactivate(FUNCTION)).contains("2");
    assertThat(functions.delete(FUNCTION, "2").version()).isEqualTo("2");
    functions.activate(FUNCTION, "1");
  }

  private static void write(Path function, String definition) {
    try {
      Files.createDirectories(function);
      Files.writeString(function.resolve("function.json"), definition);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lane's agent ends, and hands back what it runs. */
  private Session drain(HtcGrid submitter, HtcGrid operator) {
    int before = lane.calls();
    Session session = submitter.submit(Work.session("hangs").build());
    until("the task runs", () -> lane.calls() > before);
    AgentInfo asked = operator.operations().drain(lane.agent().id());
    assertThat(asked.id()).isEqualTo(lane.agent().id());
    until("the agent has ended", () -> operator.operations().agents().isEmpty());
    return session;
  }

  /** Who may not end it reads it nevertheless. */
  private void readOverdue(HtcGrid reader) {
    Session overdue = reader.session(HalfDone.overdue(lane));
    until(
        "the reader is refused to end it",
        () -> {
          assertThat(overdue.status().completed()).isZero();
          return recording(Principal.READER).refusedActions().contains("dynamodb:UpdateItem");
        });
  }

  private void deliver(HtcGrid submitter, Session handedBack, Path folder) {
    AgentSettings settings =
        AgentSettings.builder()
            .slots(2)
            .longPoll(Duration.ofSeconds(1))
            .versions(folder.resolve("versions"))
            .build();
    try (GridClients work = clients(Principal.AGENT);
        GridClients heartbeats = clients(Principal.AGENT)) {
      // As the agent's program does before it starts one.
      assertThat(work.services().queues().depth(0)).isNotNull();
      try (Agent agent =
          Agent.start(settings, work.services(), heartbeats.services(), new Names())) {
        assertThat(Work.outcomes(handedBack)).isEqualTo(Map.of(0, "called any"));
        Session session = submitter.submit(SessionSpec.function(FUNCTION).payload("x").build());
        assertThat(Work.outcomes(session)).isEqualTo(Map.of(0, "called " + FUNCTION + ":1"));
        assertThat(agent.id()).isNotEmpty();
      }
    }
  }

  /** Functions that return their names. */
  private static final class Names implements FunctionInvoker {
    @Override
    public InvokeOutcome invoke(FunctionCall call, Invocation invocation) {
      return new InvokeOutcome.Returned(
          ("called " + call.function()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  private void sweep() {
    SessionId uncommitted = HalfDone.uncommitted(lane);
    String duty = new FinishHalfClosed(own).name();
    own.table().writeNote(duty, "3");
    // A sweeper notes that.
    until(
        "the queues are empty",
        () ->
            IntStream.range(0, own.queues().levels())
                .allMatch(level -> own.queues().depth(level).empty()));
    Sweeper sweeper = Sweeper.of(lane.sweeperServices());
    until(
        "the sweeper has done it all",
        () -> {
          sweeper.runOnce();
          return own.table().readNote(duty).isEmpty() && hasEnded(uncommitted);
        });
  }

  private boolean hasEnded(SessionId session) {
    return own.table()
        .readSession(session, own.clock().instant())
        .map(each -> each.ended())
        .orElse(false);
  }
}
