package io.htcgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.agent.Agent;
import io.htcgrid.agent.AgentSettings;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.SessionStatus;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridFinder;
import io.htcgrid.embedded.junit.MotoServer;
import io.htcgrid.embedded.junit.NeedsMoto;
import io.htcgrid.runtime.LambdaRuntime;
import io.htcgrid.runtime.RuntimeSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The generated templates of data and control plane, deployed by CloudFormation's API into moto,
 * and a session on exactly the resources that they create, which is found by the grid's name alone.
 */
@ResourceLock("the SDK's system properties")
@NeedsMoto
@TestInstance(Lifecycle.PER_CLASS)
class DeployedTemplatesTest {
  private static final String GRID = "deployed";
  private static final String REGION = "eu-central-1";
  private static final Path TEMPLATES =
      Path.of(System.getProperty("htcgrid.root", "../.."), "infrastructure/cloudformation");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private MotoServer moto;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private GridClients clients;

  @BeforeAll
  void deploy(@TempDir Path folder) throws IOException, InterruptedException {
    // As a user's environment does, it says where AWS is, and who calls.
    moto = MotoServer.start(folder, REGION);
    try (CloudFormationClient cloudFormation =
        CloudFormationClient.builder().httpClientBuilder(Apache5HttpClient.builder()).build()) {
      create(cloudFormation, "data", "data-plane", Map.of());
      GridConfig withoutParameter = GridConfig.of(GRID, bucket());
      try (GridClients s3 = GridClients.open(withoutParameter)) {
        s3.s3()
            .putObject(
                put -> put.bucket(bucket()).key("deploy/sweeper.zip"),
                RequestBody.fromBytes(zip()));
      }
      create(
          cloudFormation,
          "control",
          "control-plane",
          Map.of("PriorityLevels", "2", "SweeperCodeKey", "deploy/sweeper.zip"));
    }
    clients = GridClients.open(GridFinder.of(Map.of(), folder).find(Map.of("grid", GRID)));
  }

  @AfterAll
  void stop() {
    if (clients != null) {
      clients.close();
    }
    if (moto != null) {
      moto.close();
    }
  }

  private static String bucket() {
    return "htcgrid-" + GRID + "-123456789012-" + REGION;
  }

  private static void create(
      CloudFormationClient cloudFormation,
      String part,
      String template,
      Map<String, String> parameters)
      throws IOException {
    String stack = "htcgrid-" + GRID + "-" + part;
    Map<String, String> all = new HashMap<>(parameters);
    all.put("GridName", GRID);
    List<Parameter> given =
        all.entrySet().stream()
            .map(
                each ->
                    Parameter.builder()
                        .parameterKey(each.getKey())
                        .parameterValue(each.getValue())
                        .build())
            .toList();
    String body = Files.readString(TEMPLATES.resolve(template + ".yaml"));
    cloudFormation.createStack(
        create ->
            create
                .stackName(stack)
                .templateBody(body)
                .parameters(given)
                .capabilities(Capability.CAPABILITY_NAMED_IAM));
    assertThat(
            cloudFormation
                .describeStacks(ask -> ask.stackName(stack))
                .stacks()
                .get(0)
                .stackStatus())
        .isEqualTo(StackStatus.CREATE_COMPLETE);
  }

  /** Stands for the sweeper's code. */
  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("lib/placeholder"));
    }
    return bytes.toByteArray();
  }

  @Test
  void theGridIsFoundByItsNameAndHasWhatTheTemplatesSay() {
    GridConfig config = clients.config();
    assertThat(config.bucket()).isEqualTo(bucket());
    assertThat(config.priorityLevels()).isEqualTo(2);
    assertThat(clients.dynamoDb().listTables().tableNames())
        .containsExactly(config.stateTableName());
    assertThat(clients.sqs().listQueues().queueUrls())
        .extracting(url -> url.substring(url.lastIndexOf('/') + 1))
        .contains(config.taskQueueName(0), config.taskQueueName(1), config.deadLetterQueueName())
        .doesNotContain(config.taskQueueName(2));
    String url =
        clients.sqs().getQueueUrl(ask -> ask.queueName(config.taskQueueName(1))).queueUrl();
    assertThat(
            clients
                .sqs()
                .getQueueAttributes(ask -> ask.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes())
        .containsEntry(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600")
        .containsKey(QueueAttributeName.REDRIVE_POLICY);
  }

  @Test
  void aSessionRunsOnTheDeployedResources(@TempDir Path folder) throws IOException {
    try (GridClients heartbeats = GridClients.open(clients.config());
        LambdaRuntime runtime =
            LambdaRuntime.start(
                RuntimeSettings.builder(TestFunctions.in(folder)).slots(2).build());
        Agent agent =
            Agent.start(
                AgentSettings.builder().slots(2).invokeEndpoint(runtime.endpoint()).build(),
                clients.services(),
                heartbeats.services());
        HtcGrid connector = HtcGrid.connect(clients.services())) {
      Session session =
          connector.submit(
              SessionSpec.function(TestFunctions.REVERSE)
                  .priority(1)
                  .payloads(IntStream.range(0, 120).mapToObj(i -> "\"task " + i + "\""))
                  .build());
      SessionStatus status = session.await(PATIENCE);
      assertThat(status.state()).isEqualTo(SessionState.COMPLETED);
      assertThat(status.completed()).isEqualTo(120);
      assertThat(session.result(7).orThrow().as(String.class)).isEqualTo("7 ksat");
      assertThat(agent.id()).isNotEmpty();
    }
  }
}
