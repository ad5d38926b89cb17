package io.htcgrid.agent;

import io.htcgrid.control.PageProgress;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridResources;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.queue.ReplyMessage;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.UniqueName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A grid of its own in the services that tests run against, with a stand-in runtime. */
final class TestGrid implements AutoCloseable {
  private static final int LEVELS = 3;

  final FunctionServer functions = new FunctionServer();
  private final GridClients clients;
  private final GridClients agentClients;
  private final List<Agent> agents = new ArrayList<>();
  private GridClients heartbeatClients;

  private TestGrid(GridClients clients, GridClients agentClients) {
    this.clients = clients;
    this.agentClients = agentClients;
    this.heartbeatClients = clients;
  }

  /**
   * @param interceptors of the agents' calls other than heartbeats, and of no others
   */
  static TestGrid create(AwsEndpoints aws, UniqueName name, ExecutionInterceptor... interceptors) {
    GridConfig config =
        new GridConfig(
            name.value(),
            aws.region(),
            aws.dynamoDb(),
            aws.sqs(),
            aws.s3(),
            name + "-data",
            LEVELS,
            true,
            aws.accessKeyId() != null && aws.dynamoDb() != null);
    GridClients.Builder agents = GridClients.builder(config);
    for (ExecutionInterceptor interceptor : interceptors) {
      agents.interceptor(interceptor);
    }
    TestGrid grid = new TestGrid(GridClients.open(config), agents.open());
    new GridResources(grid.clients).create();
    grid.functions.define("echo", call -> FunctionServer.Reply.result(call.payload));
    return grid;
  }

  /** Heartbeats of agents that are started from now on go through an interceptor. */
  TestGrid heartbeats(ExecutionInterceptor interceptor) {
    heartbeatClients = GridClients.builder(clients.config()).interceptor(interceptor).open();
    return this;
  }

  GridClients clients() {
    return clients;
  }

  String name() {
    return clients.config().grid();
  }

  GridServices services() {
    return clients.services();
  }

  /** Starts an agent with two slots at the stand-in runtime, unless told otherwise. */
  Agent agent(UnaryOperator<AgentSettings.Builder> settings) {
    AgentSettings.Builder builder =
        AgentSettings.builder()
            .slots(2)
            // What a closed agent still polls would hold back the next one's messages.
            .longPoll(Duration.ofSeconds(1))
            .settingsEvery(Duration.ofMillis(200))
            .drainGrace(Duration.ofMillis(500))
            .invokeEndpoint(functions.endpoint());
    Agent agent =
        Agent.start(
            settings.apply(builder).build(), agentClients.services(), heartbeatClients.services());
    agents.add(agent);
    return agent;
  }

  Agent agent() {
    return agent(UnaryOperator.identity());
  }

  TestSubmission submit(int tasks) {
    return new TestSubmission(services(), tasks);
  }

  SessionRecord session(SessionId session) {
    return services()
        .table()
        .readSession(session, services().clock().instant())
        .orElseThrow(() -> new AssertionError("no session " + session));
  }

  /** From now on no release can read it. */
  void damage(SessionId session) {
    clients
        .dynamoDb()
        .updateItem(
            update ->
                update
                    .tableName(name() + "-state")
                    .key(
                        Map.of(
                            "pk", AttributeValue.fromS("S#" + session),
                            "sk", AttributeValue.fromS("SESSION")))
                    .updateExpression("SET #state = :unknown")
                    .expressionAttributeNames(Map.of("#state", "state"))
                    .expressionAttributeValues(
                        Map.of(":unknown", AttributeValue.fromS("HIBERNATING"))));
  }

  SessionRecord awaitEnd(SessionId session) {
    Await.until("session " + session + " ends", () -> session(session).ended());
    return session(session);
  }

  PageProgress progress(SessionId session, int page) {
    return services().table().readProgress(new PageId(session, page));
  }

  TaskState stateOf(TaskId task) {
    return services().table().readProgress(task.page()).stateOf(task.index());
  }

  Optional<RunRecord> run(TaskId task) {
    return services().table().readRun(task);
  }

  RunRecord awaitRun(TaskId task, TaskState state) {
    return Await.value(
        "task " + task + " is " + state, () -> run(task).filter(run -> run.state() == state));
  }

  String result(TaskId task) {
    RunRecord run = run(task).orElseThrow();
    return new String(
        services().blobs().read(task, Objects.requireNonNull(run.result())),
        StandardCharsets.UTF_8);
  }

  /** Receives events until the session's end is among them. */
  List<SessionEvent> eventsUntilEnd(String queue) {
    List<SessionEvent> events = new ArrayList<>();
    Await.until(
        "the session's end is told",
        () -> {
          List<ReplyMessage> messages = services().replies().receive(queue, Duration.ofSeconds(1));
          messages.forEach(message -> events.addAll(message.events()));
          if (!messages.isEmpty()) {
            services().replies().acknowledge(queue, messages);
          }
          return events.stream().anyMatch(SessionEvent.SessionEnded.class::isInstance);
        });
    return events;
  }

  /** Waits until no task queue holds anything. */
  void awaitEmptyQueues() {
    Await.until(
        "the task queues are empty",
        () -> {
          for (int level = 0; level < LEVELS; level++) {
            if (!services().queues().depth(level).empty()) {
              return false;
            }
          }
          return true;
        });
  }

  /** Waits for one message of the dead-letter queue. */
  Message awaitDeadLetter() {
    String url = queueUrl(clients.config().deadLetterQueueName());
    return Await.value(
        "a dead letter is there",
        () ->
            clients
                .sqs()
                .receiveMessage(
                    r -> r.queueUrl(url).messageAttributeNames("All").waitTimeSeconds(1))
                .messages()
                .stream()
                .findFirst());
  }

  int deadLetters() {
    String url = queueUrl(clients.config().deadLetterQueueName());
    Map<QueueAttributeName, String> attributes =
        clients
            .sqs()
            .getQueueAttributes(
                r ->
                    r.queueUrl(url)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes();
    return Integer.parseInt(
        attributes.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"));
  }

  String queueUrl(String name) {
    return clients.sqs().getQueueUrl(r -> r.queueName(name)).queueUrl();
  }

  void sendRaw(int level, String body) {
    String url = queueUrl(clients.config().taskQueueName(level));
    clients.sqs().sendMessage(r -> r.queueUrl(url).messageBody(body));
  }

  /** Whether one of this grid's agents does; those of other tests may. */
  private boolean polling() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(
            thread ->
                agents.stream()
                    .anyMatch(agent -> thread.getName().contains(agent.id() + "-poll-")));
  }

  @Override
  public void close() {
    agents.forEach(Agent::close);
    // A queue that is deleted under a poll makes ElasticMQ complain.
    Await.until("no poll is left", () -> !polling());
    functions.close();
    new GridResources(clients).delete();
    agentClients.close();
    if (heartbeatClients != clients) {
      heartbeatClients.close();
    }
    clients.close();
  }
}
