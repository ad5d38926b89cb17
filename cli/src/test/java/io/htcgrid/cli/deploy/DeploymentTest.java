package io.htcgrid.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridFinder;
import io.htcgrid.embedded.junit.MotoServer;
import io.htcgrid.embedded.junit.NeedsMoto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Deploying and destroying in moto. */
@Isolated("sets system properties")
@NeedsMoto
@TestInstance(Lifecycle.PER_CLASS)
class DeploymentTest {
  private static final String BUCKET = "htcgrid-risk-123456789012-eu-central-1";

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private Path home;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private Path sweeper;

  @SuppressWarnings("NullAway.Init") // Set before all tests.
  private MotoServer moto;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    home = folder;
    sweeper = SmallTemplates.sweeper(folder);
    moto = MotoServer.start(folder, "eu-central-1");
  }

  @AfterAll
  void stop() {
    if (moto != null) {
      moto.close();
    }
  }

  @BeforeEach
  void reset() throws Exception {
    moto.reset();
  }

  private Account account() {
    return Account.open(GridFinder.of(Map.of(), home), null, Duration.ofMinutes(5));
  }

  private Deployment.Outcome deploy(Ask ask, Order order) {
    try (Account account = account()) {
      return new Deployment(account, SmallTemplates::of, sweeper, ask, order).run();
    }
  }

  private Deployment.Outcome deploy(Ask ask, Map<String, String> parameters) {
    return deploy(ask, new Order("risk", null, parameters, Map.of()));
  }

  private Destruction.Outcome destroy(Ask ask, boolean isDataToo, @Nullable String typed) {
    try (Account account = account()) {
      return new Destruction(account, ask, "risk", isDataToo, typed).run();
    }
  }

  private static GridClients clients() {
    return GridClients.open(GridConfig.of("risk", BUCKET));
  }

  private static List<String> keys() {
    try (GridClients clients = clients()) {
      return clients.s3().listObjectsV2(request -> request.bucket(BUCKET)).contents().stream()
          .map(S3Object::key)
          .toList();
    }
  }

  private GridConfig deployed() {
    return GridFinder.of(Map.of(), home).deployed("risk", null);
  }

  @Test
  void aGridIsDeployedStackByStackWithTheSweepersCodeAndThenChangedOnlyWhereToldTo() {
    RecordedAsk first = new RecordedAsk("y");
    assertThat(deploy(first, Map.of("PriorityLevels", "2")).stacks())
        .containsExactly(
            "htcgrid-risk-data",
            "htcgrid-risk-control",
            "htcgrid-risk-access",
            "htcgrid-risk-observability");
    assertThat(first.asked)
        .containsExactly("Make these changes to grid risk in account 123456789012, eu-central-1?");
    assertThat(first.told.get(0)).startsWith("new stack htcgrid-risk-data:").contains("AWS::S3");
    assertThat(keys()).singleElement().asString().matches("deploy/sweeper-[0-9a-f]{64}\\.zip");
    assertThat(deployed().priorityLevels()).isEqualTo(2);
    assertThat(deployed().bucket()).isEqualTo(BUCKET);

    RecordedAsk again = new RecordedAsk();
    assertThat(deploy(again, Map.of())).isEqualTo(new Deployment.Outcome(List.of(), true));
    assertThat(again.asked).isEmpty();
    assertThat(again.told)
        .startsWith(
            "grid risk exists already in account 123456789012, eu-central-1; this changes it")
        .hasSize(5);
    assertThat(deployed().priorityLevels()).isEqualTo(2);

    RecordedAsk changing = new RecordedAsk("y");
    assertThat(deploy(changing, Map.of("PriorityLevels", "4")).stacks())
        .containsExactly("htcgrid-risk-control");
    assertThat(changing.told).anyMatch(text -> text.startsWith("stack htcgrid-risk-control:"));
    assertThat(deployed().priorityLevels()).isEqualTo(4);
  }

  @Test
  void whatIsNotConfirmedLeavesNothingBehind() {
    assertThat(deploy(new RecordedAsk("n"), Map.of()).confirmed()).isFalse();

    try (Account account = account()) {
      for (Part part : Part.values()) {
        assertThat(account.stacks().find(part.stackName("risk"))).isEmpty();
      }
    }
  }

  @Test
  void computeIsDeployedWhenAskedForAndChangedFromThenOn() {
    Order order =
        new Order("risk", true, Map.of("VpcId", "vpc-1"), Order.own(List.of("ec2.ImageTag=7")));
    assertThat(deploy(new RecordedAsk("y"), order).stacks()).contains("htcgrid-risk-ec2");
    assertThat(marker()).isEqualTo("vpc-1 7");

    deploy(new RecordedAsk("y"), Map.of("VpcId", "vpc-2"));
    assertThat(marker()).isEqualTo("vpc-2 7");

    RecordedAsk none = new RecordedAsk();
    assertThat(deploy(none, new Order("risk", false, Map.of(), Map.of())).stacks()).isEmpty();
    assertThat(none.told).contains("stack htcgrid-risk-ec2 is left as it is");
  }

  private static String marker() {
    try (SsmClient ssm = SsmClient.create()) {
      return ssm.getParameter(request -> request.name("/htcgrid/risk/ec2")).parameter().value();
    }
  }

  @Test
  void aNameThatSomethingElseDeployedIsRefused() {
    try (SsmClient ssm = SsmClient.create()) {
      ssm.putParameter(
          request ->
              request
                  .name("/htcgrid/risk/config")
                  .type("String")
                  .value("{\"grid\":\"risk\",\"bucket\":\"theirs\"}"));
    }
    assertThatThrownBy(() -> deploy(new RecordedAsk(), Map.of()))
        .isInstanceOf(DeployException.class)
        .hasMessageStartingWith("grid risk exists already in account 123456789012, eu-central-1");
  }

  @Test
  void parametersThatNoStackTakesAndThoseThatLackAreNamed() {
    assertThatThrownBy(() -> deploy(new RecordedAsk(), Map.of("VpcId", "vpc-1")))
        .hasMessage("no stack that is deployed takes VpcId; it needs --compute ec2");
    assertThatThrownBy(
            () ->
                deploy(
                    new RecordedAsk(),
                    new Order("risk", null, Map.of(), Order.own(List.of("data.Days=3")))))
        .hasMessage("stack data has no parameter Days; it has GridName, RetentionDays");
    assertThatThrownBy(() -> deploy(new RecordedAsk(), new Order("risk", true, Map.of(), Map.of())))
        .hasMessageStartingWith("these have no default: ec2.VpcId (VPC of the agents); give them");
    assertThatThrownBy(
            () -> deploy(new RecordedAsk(), new Order("a".repeat(28), null, Map.of(), Map.of())))
        .isInstanceOf(DeployException.class)
        .hasMessageContaining("is no grid name; take 1 to 27 of a-z, 0-9 and '-'");
  }

  @Test
  void destroyLeavesTheDataUnlessToldTwice() {
    deploy(new RecordedAsk("y"), Map.of());
    try (GridClients clients = clients()) {
      clients
          .s3()
          .putObject(r -> r.bucket(BUCKET).key("in/00/x/y"), RequestBody.fromString("payload"));
    }

    assertThat(destroy(new RecordedAsk("n"), false, null).confirmed()).isFalse();
    for (String typed : List.of("", "other")) {
      assertThatThrownBy(() -> destroy(new RecordedAsk("y", typed), true, null))
          .hasMessageStartingWith("the grid's name was not repeated, so nothing was deleted");
    }
    assertThat(deployed().bucket()).isEqualTo(BUCKET);

    RecordedAsk keeping = new RecordedAsk("y");
    Destruction.Outcome kept = destroy(keeping, false, null);
    assertThat(kept.stacks())
        .containsExactly(
            "htcgrid-risk-observability",
            "htcgrid-risk-access",
            "htcgrid-risk-control",
            "htcgrid-risk-data");
    assertThat(kept.left())
        .containsExactly("state table risk-state", "bucket " + BUCKET + " with 2 objects");
    assertThat(keeping.told).contains("state table risk-state stays");
    assertThat(keys()).hasSize(2);

    RecordedAsk deleting = new RecordedAsk("y", "risk");
    Destruction.Outcome gone = destroy(deleting, true, null);
    assertThat(gone.stacks()).isEmpty();
    assertThat(gone.left()).isEmpty();
    assertThat(deleting.told).contains("state table risk-state goes FOR GOOD");

    assertThatThrownBy(() -> destroy(new RecordedAsk("y"), true, "risk"))
        .isInstanceOfSatisfying(
            DeployException.class,
            e -> assertThat(e.kind()).isEqualTo(DeployException.Kind.NO_GRID))
        .hasMessageStartingWith("there is no grid risk in account 123456789012, eu-central-1");
  }

  private Destruction.Outcome destroy(FakeCloudFormation aws, Ask ask) {
    try (Account account = aws.account(home)) {
      return new Destruction(account, ask, "risk", false, null).run();
    }
  }

  @Test
  void whatAHalfDoneDeploymentLeftIsCreatedAgainOnceThatIsConfirmed() {
    FakeCloudFormation aws =
        new FakeCloudFormation().with("htcgrid-risk-data", StackStatus.ROLLBACK_COMPLETE);
    Order order = new Order("risk", null, Map.of(), Map.of());
    RecordedAsk asked = new RecordedAsk("n");
    try (Account account = aws.account(home)) {
      assertThat(new Deployment(account, SmallTemplates::of, sweeper, asked, order).run())
          .isEqualTo(new Deployment.Outcome(List.of(), false));
      assertThat(asked.asked)
          .containsExactly(
              "stack htcgrid-risk-data failed to be created before: Bucket (AWS::S3::Bucket): The"
                  + " bucket is not empty. Delete what is left of it and create it again?");
      assertThat(aws.deleted()).isEmpty();

      aws.unchanged();
      new Deployment(account, SmallTemplates::of, sweeper, new RecordedAsk("y"), order).run();
      assertThat(aws.deleted()).containsExactly("htcgrid-risk-data");
    }
  }

  @Test
  void destroyEndsWhatOneBeganAndTouchesNothingThatSomebodyChangesOrThatTakesDataWithIt() {
    FakeCloudFormation aws =
        new FakeCloudFormation()
            .with("htcgrid-risk-control", StackStatus.DELETE_FAILED)
            .with("htcgrid-risk-access", StackStatus.UPDATE_IN_PROGRESS);
    assertThatThrownBy(() -> destroy(aws, new RecordedAsk("y")))
        .isInstanceOf(DeployException.class)
        .hasMessage(
            "stack htcgrid-risk-access is being changed by somebody; wait until that has ended and"
                + " run this again");
    aws.with("htcgrid-risk-access", StackStatus.CREATE_COMPLETE)
        .with("htcgrid-risk-data", StackStatus.CREATE_COMPLETE);
    assertThatThrownBy(() -> destroy(aws, new RecordedAsk("y")))
        .hasMessageStartingWith("stack htcgrid-risk-data would take the grid's data with it");
    assertThat(aws.deleted()).isEmpty();

    aws.with("htcgrid-risk-data", StackStatus.DELETE_COMPLETE);
    assertThat(destroy(aws, new RecordedAsk("y")).stacks())
        .containsExactly("htcgrid-risk-access", "htcgrid-risk-control");
  }

  @Test
  void stacksAndDataGoTogetherWhenToldTwice() {
    deploy(new RecordedAsk("y"), Map.of());

    Destruction.Outcome gone = destroy(new RecordedAsk("y"), true, "risk");

    assertThat(gone.stacks()).hasSize(4);
    assertThat(gone.left()).isEmpty();
  }
}
