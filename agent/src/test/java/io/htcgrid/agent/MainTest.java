package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskState;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(AwsServices.class)
class MainTest {
  @TempDir private Path home;

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    return AgentProcess.builder(Main.class, home, environment, arguments).start();
  }

  @Test
  void anAgentProcessWorksUntilItIsTerminatedAndLogsJson(AwsEndpoints aws, UniqueName name)
      throws Exception {
    try (TestGrid grid = TestGrid.create(aws, name)) {
      Process process =
          start(
              AgentProcess.environment(grid),
              "--runtime-endpoint",
              grid.functions.endpoint().toString(),
              "--health-port",
              "-1",
              "--id",
              "of-a-process");
      TestSubmission submission = grid.submit(3).go();
      assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);

      assertThat(process.toHandle().destroy()).isTrue();

      String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(log.lines()).allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
      assertThat(log)
          .contains("agent of-a-process works for grid " + name, "agent of-a-process has stopped");
    }
  }

  @Test
  void aTerminatedProcessHandsBackWhatItRunsWithItsTry(AwsEndpoints aws, UniqueName name)
      throws Exception {
    try (TestGrid grid = TestGrid.create(aws, name)) {
      grid.functions.define("hangs", FunctionServer.Call::hang);
      Process process =
          start(
              AgentProcess.environment(grid),
              "--runtime-endpoint",
              grid.functions.endpoint().toString(),
              "--health-port",
              "-1",
              "--grace",
              "1");
      TestSubmission submission = grid.submit(1).function("hangs").go();
      Await.until("it runs", () -> !grid.functions.calls().isEmpty());

      assertThat(process.toHandle().destroy()).isTrue();

      String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(log).contains("has stopped");
      RunRecord run = grid.run(submission.task(0)).orElseThrow();
      assertThat(run.state()).isEqualTo(TaskState.PENDING);
      assertThat(run.tries()).isZero();
      assertThat(grid.functions.calls().get(0).hungUp()).isTrue();
    }
  }

  @Test
  void anAgentProcessDrainsAtASpotNotice(AwsEndpoints aws, UniqueName name) throws Exception {
    try (TestGrid grid = TestGrid.create(aws, name);
        InstanceMetadata metadata = new InstanceMetadata()) {
      Map<String, String> environment = new HashMap<>(AgentProcess.environment(grid));
      environment.put("HTCGRID_AGENT_SPOT_NOTICES", "true");
      environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.endpoint().toString());
      metadata.give("/latest/meta-data/spot/instance-action", "{\"action\":\"terminate\"}");

      Process process =
          start(
              environment,
              "--runtime-endpoint",
              grid.functions.endpoint().toString(),
              "--health-port",
              "-1");

      String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      assertThat(log).contains("EC2 gives notice", "has stopped");
    }
  }

  @Test
  void anAgentSignsWithTheRoleThatKubernetesGivesItsPod(AwsEndpoints aws, UniqueName name)
      throws Exception {
    try (TestGrid grid = TestGrid.create(aws, name);
        RoleService roles = new RoleService()) {
      Map<String, String> environment = new HashMap<>(AgentProcess.environment(grid));
      environment.remove("HTCGRID_LOCAL_CREDENTIALS");
      environment.put("AWS_REGION", "us-east-1");
      environment.put("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/agents");
      environment.put(
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          Files.writeString(home.resolve("token"), "of-the-pod").toString());
      environment.put("AWS_ENDPOINT_URL_STS", roles.endpoint().toString());
      ProcessBuilder builder =
          AgentProcess.builder(
              Main.class,
              home,
              environment,
              "--runtime-endpoint",
              grid.functions.endpoint().toString(),
              "--health-port",
              "-1");
      builder.environment().remove("AWS_ACCESS_KEY_ID");
      Process process = builder.start();
      TestSubmission submission = grid.submit(1).go();

      assertThat(grid.awaitEnd(submission.id).state()).isEqualTo(SessionState.COMPLETED);
      assertThat(roles.asked())
          .isNotEmpty()
          .allMatch(
              question ->
                  question.contains("Action=AssumeRoleWithWebIdentity")
                      && question.contains("role%2Fagents")
                      && question.contains("WebIdentityToken=of-the-pod"));
      assertThat(process.toHandle().destroy()).isTrue();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("has stopped");
    }
  }

  @Test
  void aGridThatIsNotThereIsOneClearSentence(AwsEndpoints aws, UniqueName name) throws Exception {
    try (TestGrid grid = TestGrid.create(aws, name)) {
      Process process =
          start(AgentProcess.environment(grid), "--grid", "nowhere", "--health-port", "-1");

      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(output.strip()).contains("grid nowhere does not exist").doesNotContain("\tat ");
    }
  }

  @Test
  void wrongSettingsAreReportedTogether() throws Exception {
    Process process = start(Map.of(), "--slots", "0", "--id", "no good", "--health-port", "-1");

    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(output.lines()).hasSize(1);
    assertThat(output).contains("slots is 0", "id is no good", "--help");
  }

  @Test
  void anUnknownFlagIsAUsageError() throws Exception {
    Process process = start(Map.of(), "--slot", "2");

    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(output).contains("--slot", "--help");
  }
}
