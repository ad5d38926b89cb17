package io.htcgrid.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.cxapi.SynthesisMessage;

/**
 * The CDK app with three grids in one account: one with every option, one with none, one on EKS
 * with a provider. Checked by cdk-nag.
 */
@SuppressWarnings("deprecation") // The CDK has no other class for what it found.
@TestInstance(Lifecycle.PER_CLASS)
class GridAppTest {
  private static final Map<String, String> FULL =
      Map.ofEntries(
          Map.entry("GridName", "full"),
          Map.entry("KeyArn", "arn:aws:kms:eu-central-1:123456789012:key/abcd"),
          Map.entry("PermissionsBoundaryArn", "arn:aws:iam::123456789012:policy/boundary"),
          Map.entry("AccessLogBucket", "our-access-logs"),
          Map.entry("EndpointVpcId", "vpc-0a1b"),
          Map.entry("EndpointRouteTableIds", "rtb-01,rtb-02"),
          Map.entry("PriorityLevels", "5"),
          Map.entry("CodeBucket", "our-code"),
          Map.entry("SweeperCodeKey", "deploy/sweeper.zip"),
          Map.entry("AlarmTopicArn", "arn:aws:sns:eu-central-1:123456789012:oncall"),
          Map.entry("VpcId", "vpc-0a1b"),
          Map.entry("SubnetIds", "subnet-01,subnet-02"),
          Map.entry("ImageTag", "0.1.0"),
          Map.entry("ClusterName", "main"));
  private static final Map<String, String> PLAIN =
      Map.of("GridName", "plain", "SweeperCodeKey", "deploy/sweeper.zip");
  private static final Map<String, String> IRSA =
      Map.of("GridName", "irsa", "OidcProvider", "oidc.eks.eu-central-1.amazonaws.com/id/ABC");

  private final Map<String, Stack> stacks = new LinkedHashMap<>();
  private final Map<String, Template> templates = new TreeMap<>();

  @BeforeAll
  void synthesise(@TempDir Path output) {
    App app = new App(AppProps.builder().outdir(output.toString()).build());
    List.of(FULL, PLAIN, IRSA).forEach(given -> GridApp.addStacks(app, given));
    Aspects.of(app).add(new AwsSolutionsChecks());
    app.synth();
    for (var child : app.getNode().getChildren()) {
      if (child instanceof Stack stack) {
        stacks.put(stack.getStackName(), stack);
      }
    }
  }

  private Template template(String stack) {
    return templates.computeIfAbsent(
        stack, name -> Template.fromStack(Objects.requireNonNull(stacks.get(name), name)));
  }

  @Test
  void aGridHasTheStacksThatItsInputsAreEnoughFor() {
    assertThat(stacks.keySet())
        .containsExactly(
            "htcgrid-full-data",
            "htcgrid-full-control",
            "htcgrid-full-access",
            "htcgrid-full-observability",
            "htcgrid-full-ec2",
            "htcgrid-full-eks",
            "htcgrid-plain-data",
            "htcgrid-plain-control",
            "htcgrid-plain-access",
            "htcgrid-plain-observability",
            "htcgrid-irsa-data",
            "htcgrid-irsa-access",
            "htcgrid-irsa-observability",
            "htcgrid-irsa-eks");
  }

  @Test
  void aKeyOfOnesOwnEncryptsTableQueuesAndBucket() {
    String key = String.valueOf(FULL.get("KeyArn"));
    template("htcgrid-full-control")
        .hasResourceProperties(
            "AWS::DynamoDB::Table",
            Map.of(
                "SSESpecification",
                Map.of("SSEEnabled", true, "SSEType", "KMS", "KMSMasterKeyId", key)));
    template("htcgrid-full-control")
        .allResourcesProperties("AWS::SQS::Queue", Map.of("KmsMasterKeyId", key));
    template("htcgrid-full-access")
        .allResourcesProperties(
            "AWS::IAM::ManagedPolicy",
            Map.of(
                "PolicyDocument",
                Map.of(
                    "Statement",
                    Match.arrayWith(
                        List.of(Match.objectLike(Map.of("Sid", "UseKey", "Resource", key)))))));
  }

  @Test
  void withoutAKeyAwssOwnAreUsed() {
    template("htcgrid-plain-control")
        .hasResourceProperties("AWS::DynamoDB::Table", Map.of("SSESpecification", Match.absent()));
    template("htcgrid-plain-control")
        .allResourcesProperties(
            "AWS::SQS::Queue",
            Map.of("KmsMasterKeyId", Match.absent(), "SqsManagedSseEnabled", "true"));
    template("htcgrid-plain-data").resourceCountIs("AWS::EC2::VPCEndpoint", 0);
  }

  @Test
  void thereAreAsManyTaskQueuesAsPriorities() {
    template("htcgrid-full-control").resourceCountIs("AWS::SQS::Queue", 6);
    template("htcgrid-plain-control").resourceCountIs("AWS::SQS::Queue", 4);
    template("htcgrid-full-ec2").resourceCountIs("AWS::AutoScaling::ScalingPolicy", 5 + 1);
  }

  @Test
  void everyRoleHasTheBoundaryThatIsGiven() {
    for (String stack : List.of("control", "ec2", "eks")) {
      template("htcgrid-full-" + stack)
          .allResourcesProperties(
              "AWS::IAM::Role",
              Map.of("PermissionsBoundary", String.valueOf(FULL.get("PermissionsBoundaryArn"))));
    }
  }

  @Test
  void alarmsTellTheTopicThatIsGiven() {
    template("htcgrid-full-observability")
        .allResourcesProperties(
            "AWS::CloudWatch::Alarm",
            Map.of("AlarmActions", List.of(String.valueOf(FULL.get("AlarmTopicArn")))));
    template("htcgrid-plain-observability")
        .allResourcesProperties("AWS::CloudWatch::Alarm", Map.of("AlarmActions", Match.absent()));
  }

  @Test
  void wrongInputsAreAllNamedAtOnce() {
    assertThatThrownBy(
            () ->
                new GivenInputs(
                    Map.of("GridName", "Risk", "PriorityLevels", "11", "Colour", "blue")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GridName is 'Risk'")
        .hasMessageContaining("PriorityLevels is '11'; choose one of 1, 2")
        .hasMessageContaining("there is no input Colour");
  }

  @Test
  void cdkNagFindsNothingThatIsNotExplained() {
    List<String> unexplained = new ArrayList<>();
    Map<NagException, Integer> used = new LinkedHashMap<>();
    for (Stack stack : stacks.values()) {
      for (SynthesisMessage message : findings(stack)) {
        String finding = message.getId() + " " + message.getEntry().getData();
        NagException exception = NagException.of(finding);
        if (exception == null) {
          unexplained.add(finding.lines().findFirst().orElse(""));
        } else {
          used.merge(exception, 1, Integer::sum);
        }
      }
    }
    assertThat(unexplained).isEmpty();
    assertThat(used.keySet())
        .as("an exception that nothing needs is taken out")
        .containsExactlyInAnyOrder(NagException.values());
  }

  private static List<SynthesisMessage> findings(Stack stack) {
    List<SynthesisMessage> all = new ArrayList<>();
    Annotations annotations = Annotations.fromStack(stack);
    all.addAll(annotations.findError("*", Match.anyValue()));
    all.addAll(annotations.findWarning("*", Match.anyValue()));
    return all;
  }
}
