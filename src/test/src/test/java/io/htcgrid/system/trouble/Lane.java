package io.htcgrid.system.trouble;

import io.htcgrid.agent.Agent;
import io.htcgrid.agent.AgentSettings;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.ShortTerms;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridResources;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.embedded.AwsEndpoints;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A grid with one agent, where every client's calls can be made to fail. */
public final class Lane implements AutoCloseable {
  /** Long enough for a busy machine to renew, short enough to wait for. */
  static final LeaseTerms LEASE = new LeaseTerms(Duration.ofSeconds(6), Duration.ofSeconds(2));

  /** All that may be abandoned, or is without owner, is so for a sweeper of this clock. */
  private static final Duration LATER = Duration.ofHours(1);

  /** What an agent calls as long as it holds a task. */
  private static final Set<String> HELD =
      Set.of(
          "heartbeat DynamoStateTable.renew DynamoDb.UpdateItem",
          "heartbeat DynamoStateTable.readSession DynamoDb.GetItem",
          "heartbeat SqsTaskQueues.changeVisibility Sqs.ChangeMessageVisibilityBatch");

  private static final Duration SUBMIT_LEASE = Duration.ofMillis(900);
  private static final String SWEEPER = "sweeper";

  final SiteFaults connectorFaults = new SiteFaults("connector");
  final SiteFaults agentFaults = new SiteFaults("agent");
  final SiteFaults heartbeatFaults = new SiteFaults("heartbeat");
  final SiteFaults sweeperFaults = new SiteFaults(SWEEPER);

  private final QuickClients own;
  private final QuickClients connectors;
  private final QuickClients agents;
  private final QuickClients heartbeats;
  private final QuickClients sweepers;
  private final Functions functions = new Functions(this::mayEnd);
  private final List<Agent> allAgents = new CopyOnWriteArrayList<>();
  private final Agent agent;
  private volatile boolean isHeld;

  private Lane(
      AwsEndpoints aws, GridConfig config, Function<String, List<ExecutionInterceptor>> others) {
    own = QuickClients.open(aws, config);
    connectors = QuickClients.open(aws, config, with(connectorFaults, others));
    agents = QuickClients.open(aws, config, with(agentFaults, others));
    heartbeats = QuickClients.open(aws, config, with(heartbeatFaults, others));
    sweepers = QuickClients.open(aws, config, with(sweeperFaults, others));
    new GridResources(own.clients()).create();
    agent = startAgent();
  }

  private static ExecutionInterceptor[] with(
      SiteFaults faults, Function<String, List<ExecutionInterceptor>> others) {
    return Stream.concat(Stream.of(faults), others.apply(faults.client()).stream())
        .toArray(ExecutionInterceptor[]::new);
  }

  /**
   * @param others more interceptors for the connectors and the agents
   */
  static Lane open(AwsEndpoints aws, String name, ExecutionInterceptor... others) {
    return new Lane(
        aws, config(aws, name), client -> client.equals(SWEEPER) ? List.of() : List.of(others));
  }

  /**
   * One whose calls are watched.
   *
   * @param watcher an interceptor for the clients of a connector, agent, heartbeat or sweeper
   */
  public static Lane watched(
      AwsEndpoints aws, GridConfig config, Function<String, ExecutionInterceptor> watcher) {
    return new Lane(aws, config, client -> List.of(watcher.apply(client)));
  }

  /** A grid of one priority at these services. */
  public static GridConfig config(AwsEndpoints aws, String name) {
    return new GridConfig(
        name,
        aws.region(),
        aws.dynamoDb(),
        aws.sqs(),
        aws.s3(),
        name + "-data",
        1,
        true,
        aws.accessKeyId() != null && aws.dynamoDb() != null);
  }

  List<SiteFaults> faults() {
    return List.of(connectorFaults, agentFaults, heartbeatFaults, sweeperFaults);
  }

  void arm(FailingCalls failing) {
    for (String site : failing.sites()) {
      faults().stream()
          .filter(each -> site.startsWith(each.client() + " "))
          .forEach(each -> each.arm(site, failing.trouble()));
    }
  }

  void disarm() {
    faults().forEach(SiteFaults::disarm);
  }

  /** Where what was armed has not failed yet, or not worked since. */
  Set<String> leftToOvercome() {
    return faults().stream()
        .flatMap(each -> each.leftToOvercome().stream())
        .collect(Collectors.toSet());
  }

  /** The same grid's services, which never fail. */
  public GridServices services() {
    return own.services();
  }

  GridServices connectorServices() {
    return connectors.services();
  }

  /** In an hour, when all that may be abandoned is. */
  public GridServices sweeperServices() {
    return QuickClients.later(sweepers.services(), LATER);
  }

  /** The agent that works here all the time. */
  public Agent agent() {
    return agent;
  }

  /** Another one, the caller's to close. */
  Agent startAgent() {
    AgentSettings settings =
        AgentSettings.builder()
            .slots(8)
            .lease(LEASE)
            .unavailableFor(Duration.ofMillis(1))
            .longPoll(Duration.ofSeconds(1))
            .settingsEvery(Duration.ofMillis(500))
            .drainGrace(Duration.ofMillis(500))
            .build();
    Agent started = Agent.start(settings, agents.services(), heartbeats.services(), functions);
    allAgents.add(started);
    return started;
  }

  /** How often functions were called. */
  public int calls() {
    return functions.calls();
  }

  /** Functions that wait go on waiting until {@link #letGo}. */
  void hold() {
    isHeld = true;
  }

  void letGo() {
    isHeld = false;
  }

  /** Whether held tasks were renewed, and their session read, so that what waits may end. */
  private boolean mayEnd() {
    return !isHeld
        && HELD.stream().allMatch(heartbeatFaults::hasAnswered)
        && heartbeatFaults.leftToOvercome().stream().noneMatch(HELD::contains);
  }

  /** A connection whose calls may be made to fail. */
  public HtcGrid connect() {
    return ShortTerms.connect(connectorServices(), SUBMIT_LEASE);
  }

  /** A connection that never fails. */
  HtcGrid connectWell() {
    return ShortTerms.connect(services(), SUBMIT_LEASE);
  }

  void send(String body) {
    String queue = url(own.clients().config().taskQueueName(0));
    own.clients().sqs().sendMessage(r -> r.queueUrl(queue).messageBody(body));
  }

  /** Takes all dead letters that are visible; their bodies. */
  List<String> takeDeadLetters() {
    String queue = url(own.clients().config().deadLetterQueueName());
    return own
        .clients()
        .sqs()
        .receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10).messageAttributeNames("All"))
        .messages()
        .stream()
        .peek(
            message ->
                own.clients()
                    .sqs()
                    .deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle())))
        .map(Message::body)
        .toList();
  }

  /** How many dead letters there are. */
  int deadLetters() {
    String queue = url(own.clients().config().deadLetterQueueName());
    Map<QueueAttributeName, String> attributes =
        own.clients()
            .sqs()
            .getQueueAttributes(
                r ->
                    r.queueUrl(queue)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes();
    return Integer.parseInt(
        attributes.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"));
  }

  private String url(String queue) {
    return own.clients().sqs().getQueueUrl(r -> r.queueName(queue)).queueUrl();
  }

  private boolean isPolling() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(
            thread ->
                allAgents.stream()
                    .anyMatch(each -> thread.getName().contains(each.id() + "-poll-")));
  }

  @Override
  public void close() {
    disarm();
    agent.close();
    // A queue that is deleted under a poll makes ElasticMQ complain.
    Patiently.until("no poll is left", () -> !isPolling());
    new GridResources(own.clients()).delete();
    List.of(connectors, agents, heartbeats, sweepers, own).forEach(QuickClients::close);
  }
}
