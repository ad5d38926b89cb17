package io.htcgrid.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.control.GridSettings;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridConfigCodec;
import io.htcgrid.control.state.StateTableSchema;
import io.htcgrid.data.ObjectKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the templates promise to whoever deploys them. */
class TemplateContentsTest {
  private static final Map<String, String> VALUES =
      Map.of(
          "${GridName}", "risk",
          "${AWS::AccountId}", "123456789012",
          "${AWS::Region}", "eu-central-1",
          "${AWS::Partition}", "aws",
          "${PriorityLevels}", "5");

  private final TemplateFile data = TemplateFile.read("data-plane");
  private final TemplateFile control = TemplateFile.read("control-plane");
  private final TemplateFile access = TemplateFile.read("access");
  private final TemplateFile observability = TemplateFile.read("observability");
  private final TemplateFile ec2 = TemplateFile.read("compute-ec2");
  private final TemplateFile eks = TemplateFile.read("compute-eks");

  @Test
  void everyTemplateAsksForTheGridsNameAndDescribesItsParameters() {
    assertThat(TemplateFile.all())
        .allSatisfy(
            template -> {
              JsonNode parameters = template.root().path("Parameters");
              assertThat(parameters.has("GridName")).isTrue();
              assertThat(parameters)
                  .allSatisfy(each -> assertThat(each.path("Description").asText()).isNotBlank());
              assertThat(template.root().path("Outputs"))
                  .allSatisfy(each -> assertThat(each.path("Description").asText()).isNotBlank());
            });
  }

  @Test
  void theGridsNameIsPartOfEveryNameInTheAccount() {
    List<String> names =
        List.of(
            "Name",
            "BucketName",
            "TableName",
            "QueueName",
            "FunctionName",
            "RoleName",
            "ManagedPolicyName",
            "LogGroupName",
            "AlarmName",
            "DashboardName",
            "AutoScalingGroupName",
            "LaunchTemplateName",
            "InstanceProfileName");
    List<String> found = new ArrayList<>();
    for (TemplateFile template : TemplateFile.all()) {
      for (JsonNode resource : template.root().path("Resources")) {
        for (String name : names) {
          JsonNode value = resource.path("Properties").path(name);
          if (!value.isMissingNode() && !value.has("Ref")) {
            found.add(resource.path("Type").asText() + " " + value.path("Fn::Sub").asText());
          }
        }
      }
    }
    assertThat(found)
        .hasSizeGreaterThan(30)
        .allSatisfy(name -> assertThat(name).contains("${GridName}"))
        .doesNotHaveDuplicates();
  }

  @Test
  void aGridsNameIsAsLongAsItsBucketsLeavesRoomForInRegionsWithLongNames() {
    String bucket = data.properties("Bucket").path("BucketName").path("Fn::Sub").asText();
    assertThat(
            bucket
                .replace("${GridName}", "g".repeat(GridConfig.MAX_NAME))
                .replace("${AWS::AccountId}", "123456789012")
                .replace("${AWS::Region}", "ap-southeast-1"))
        .as("what S3 takes")
        .hasSize(63);
  }

  @Test
  void theBucketIsEncryptedPrivateAndStaysWhenTheStackGoes() {
    JsonNode bucket = data.properties("Bucket");
    assertThat(data.resource("Bucket").path("DeletionPolicy").asText())
        .isEqualTo("RetainExceptOnCreate");
    assertThat(bucket.path("PublicAccessBlockConfiguration"))
        .hasSize(4)
        .allSatisfy(each -> assertThat(each.asBoolean()).isTrue());
    JsonNode encryption =
        bucket.at(
            "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault");
    assertThat(encryption.at("/SSEAlgorithm/Fn::If").toString())
        .isEqualTo("[\"HasKeyArn\",\"aws:kms\",\"AES256\"]");
    JsonNode refusal = data.properties("BucketPolicy").at("/PolicyDocument/Statement/0");
    assertThat(refusal.path("Effect").asText()).isEqualTo("Deny");
    assertThat(refusal.at("/Condition/Bool/aws:SecureTransport").asText()).isEqualTo("false");
    assertThat(refusal.path("Resource")).hasSize(2);
  }

  @Test
  void payloadsAndResultsExpireAndFunctionsDoNot() {
    JsonNode rules = data.properties("Bucket").at("/LifecycleConfiguration/Rules");
    List<String> expiring = new ArrayList<>();
    rules.forEach(
        rule -> {
          if (rule.has("ExpirationInDays")) {
            assertThat(rule.path("ExpirationInDays").path("Ref").asText())
                .isEqualTo("RetentionDays");
            expiring.add(rule.path("Prefix").asText());
          }
        });
    assertThat(expiring).containsExactly(ObjectKeys.PAYLOADS, ObjectKeys.RESULTS);
    // Sessions are kept as long, and none may wait for a payload that is gone.
    assertThat(data.root().at("/Parameters/RetentionDays/MinValue").asLong())
        .isEqualTo(GridSettings.DEFAULT.retention().toDays());
    assertThat(rules).hasSize(3);
    assertThat(rules.get(2).has("AbortIncompleteMultipartUpload")).isTrue();
  }

  @Test
  void aVpcGetsGatewayEndpointsForTheBucketAndTheTableOnlyWhenItIsNamed() {
    assertThat(data.idsOf("AWS::EC2::VPCEndpoint"))
        .containsExactly("S3Endpoint", "DynamoDbEndpoint")
        .allSatisfy(
            id -> {
              assertThat(data.resource(id).path("Condition").asText())
                  .isEqualTo("HasEndpointVpcId");
              assertThat(data.properties(id).path("VpcEndpointType").asText()).isEqualTo("Gateway");
            });
  }

  @Test
  void theStateTableIsTheOneThatTheCodeCreates() {
    JsonNode table = control.properties("StateTable");
    assertThat(text(table.path("TableName"))).isEqualTo("risk-state");
    assertThat(table.at("/KeySchema/0/AttributeName").asText())
        .isEqualTo(StateTableSchema.PARTITION_KEY);
    assertThat(table.at("/KeySchema/1/AttributeName").asText())
        .isEqualTo(StateTableSchema.SORT_KEY);
    assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText())
        .isEqualTo(StateTableSchema.TIME_TO_LIVE);
    assertThat(table.path("GlobalSecondaryIndexes"))
        .extracting(index -> index.path("IndexName").asText())
        .containsExactlyElementsOf(
            StateTableSchema.INDEXES.stream().map(StateTableSchema.Index::name).toList());
    assertThat(table.path("GlobalSecondaryIndexes"))
        .allSatisfy(
            index ->
                assertThat(index.at("/Projection/ProjectionType").asText()).isEqualTo("KEYS_ONLY"));
    assertThat(table.path("AttributeDefinitions")).hasSize(6);
  }

  @Test
  void theStateTableIsPaidByUseCanBeRestoredAndIsNotDeletedByMistake() {
    JsonNode table = control.properties("StateTable");
    assertThat(table.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
    assertThat(table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled").asBoolean())
        .isTrue();
    assertThat(table.at("/DeletionProtectionEnabled/Ref").asText()).isEqualTo("DeletionProtection");
    assertThat(control.root().at("/Parameters/DeletionProtection/Default").asText())
        .isEqualTo("true");
    assertThat(control.resource("StateTable").path("DeletionPolicy").asText())
        .isEqualTo("RetainExceptOnCreate");
  }

  @Test
  void thereIsAQueueForEveryPriorityThatIsAskedForAndOneForDeadLetters() {
    assertThat(control.idsOf("AWS::SQS::Queue")).hasSize(GridConfig.MAX_PRIORITY_LEVELS + 1);
    for (int level = 0; level < GridConfig.MAX_PRIORITY_LEVELS; level++) {
      String id = "TaskQueue" + level;
      assertThat(text(control.properties(id).path("QueueName"))).isEqualTo("risk-tasks-p" + level);
      assertThat(control.resource(id).path("Condition").asText())
          .isEqualTo(level == 0 ? "" : "HasLevel" + level);
      assertThat(control.resource(id + "Policy").path("Condition"))
          .isEqualTo(control.resource(id).path("Condition"));
      assertThat(control.properties(id).at("/RedrivePolicy/maxReceiveCount").asInt())
          .isEqualTo(1000);
      assertThat(
              control.properties(id).at("/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt/0").asText())
          .isEqualTo("DeadLetterQueue");
    }
  }

  @Test
  void theParameterIsAConfigurationThatProgramsRead() {
    JsonNode config = control.properties("Config");
    assertThat(text(config.path("Name"))).isEqualTo(GridConfig.parameterName("risk"));
    GridConfig read = GridConfigCodec.decode(text(config.path("Value")), "the template");
    assertThat(read)
        .isEqualTo(
            new GridConfig(
                "risk",
                "eu-central-1",
                null,
                null,
                null,
                "htcgrid-risk-123456789012-eu-central-1",
                5,
                true,
                false));
    assertThat(text(data.properties("Bucket").path("BucketName"))).isEqualTo(read.bucket());
  }

  @Test
  void theSweeperRunsEveryMinuteAndIsNotRepeated() {
    assertThat(control.properties("EveryMinute").path("ScheduleExpression").asText())
        .isEqualTo("rate(1 minute)");
    assertThat(control.properties("SweeperRetries").path("MaximumRetryAttempts").asInt()).isZero();
    assertThat(control.properties("Sweeper").path("Handler").asText())
        .isEqualTo("io.htcgrid.control.sweep.lambda.SweeperHandler");
    assertThat(control.properties("Sweeper").at("/Code/S3Bucket/Fn::If/0").asText())
        .isEqualTo("HasCodeBucket");
  }

  @Test
  void everyLogGroupForgets() {
    List<JsonNode> groups = new ArrayList<>();
    for (TemplateFile template : TemplateFile.all()) {
      template
          .idsOf("AWS::Logs::LogGroup")
          .forEach(id -> groups.add(template.properties(id).path("RetentionInDays")));
    }
    assertThat(groups).hasSize(2).allSatisfy(days -> assertThat(days.isMissingNode()).isFalse());
  }

  @Test
  void noPolicyAllowsEverythingOfAServiceOrNamesNoResourceWhereOneCanBeNamed() {
    Set<String> unnamed = new TreeSet<>();
    for (TemplateFile template : TemplateFile.all()) {
      for (JsonNode statement : template.statements()) {
        List<String> actions = TemplateFile.texts(statement.path("Action"));
        assertThat(actions).noneMatch(action -> action.contains("*"));
        for (String resource : TemplateFile.texts(statement.path("Resource"))) {
          if (resource.equals("*")) {
            unnamed.addAll(actions);
          } else {
            assertThat(resource).containsAnyOf("${GridName}", "${KeyArn}", "Repository}");
          }
        }
      }
    }
    // AWS knows no resource for these.
    assertThat(unnamed).containsExactly("ecr:GetAuthorizationToken", "sqs:ListQueues");
  }

  @Test
  void aReaderWritesNothing() {
    Set<String> actions = new TreeSet<>();
    access
        .properties("Reader")
        .at("/PolicyDocument/Statement")
        .forEach(each -> actions.addAll(TemplateFile.texts(each.path("Action"))));
    assertThat(actions)
        .containsExactly(
            "",
            "dynamodb:BatchGetItem",
            "dynamodb:GetItem",
            "dynamodb:Query",
            "s3:GetObject",
            "s3:ListBucket",
            "ssm:GetParameter");
  }

  @Test
  void anAgentCannotChangeSettingsOrFunctions() {
    for (JsonNode statement : access.properties("Agent").at("/PolicyDocument/Statement")) {
      String actions = statement.path("Action").toString();
      if (actions.contains("dynamodb:PutItem") || actions.contains("dynamodb:UpdateItem")) {
        boolean isBounded =
            statement
                .at("/Condition/ForAllValues:StringEquals/dynamodb:Attributes")
                .toString()
                .equals("[\"pk\",\"sk\",\"draining\",\"retention\"]");
        assertThat(statement.at("/Condition/ForAllValues:StringLike/dynamodb:LeadingKeys"))
            .isNotEmpty()
            .extracting(key -> key.asText())
            .isSubsetOf(isBounded ? List.of("GRID") : List.of("S#*", "P#*", "AGENTS#*"));
      }
      if (actions.contains("s3:PutObject")) {
        assertThat(text(statement.path("Resource"))).endsWith("/" + ObjectKeys.RESULTS + "*");
      }
    }
  }

  @Test
  void thereIsAnAlarmForEverythingThatWantsSomebodyToLook() {
    List<String> names = new ArrayList<>();
    observability
        .idsOf("AWS::CloudWatch::Alarm")
        .forEach(id -> names.add(text(observability.properties(id).path("AlarmName"))));
    assertThat(names)
        .hasSize(GridConfig.MAX_PRIORITY_LEVELS + 5)
        .contains(
            "htcgrid-risk-oldest-message-p0",
            "htcgrid-risk-dead-letters",
            "htcgrid-risk-throttles",
            "htcgrid-risk-failed-tasks",
            "htcgrid-risk-sweeper-errors",
            "htcgrid-risk-sweeper-silent");
  }

  @Test
  void instancesAskForTokensHaveEncryptedDisksAndNoKeyToLogInWith() {
    JsonNode launch = ec2.properties("LaunchTemplate").path("LaunchTemplateData");
    assertThat(launch.at("/MetadataOptions/HttpTokens").asText()).isEqualTo("required");
    assertThat(launch.at("/MetadataOptions/HttpPutResponseHopLimit").asInt()).isEqualTo(1);
    assertThat(launch.at("/BlockDeviceMappings/0/Ebs/Encrypted").asBoolean()).isTrue();
    assertThat(launch.has("KeyName")).isFalse();
    assertThat(ec2.properties("SecurityGroup").has("SecurityGroupIngress")).isFalse();
    assertThat(ec2.properties("SecurityGroup").path("SecurityGroupEgress")).hasSize(1);
  }

  @Test
  void theGroupIsMixedSpotDrainsAndScalesToZeroByMessagesWaitingAndInFlight() {
    JsonNode group = ec2.properties("Group");
    assertThat(group.path("CapacityRebalance").asBoolean()).isTrue();
    assertThat(group.path("DesiredCapacityType").asText()).isEqualTo("vcpu");
    assertThat(ec2.root().at("/Parameters/MinSlots/Default").asText()).isEqualTo("0");
    JsonNode hook = group.at("/LifecycleHookSpecificationList/0");
    assertThat(hook.path("LifecycleTransition").asText())
        .isEqualTo("autoscaling:EC2_INSTANCE_TERMINATING");
    JsonNode metrics =
        ec2.properties("BacklogPerSlot0")
            .at("/TargetTrackingConfiguration/CustomizedMetricSpecification/Metrics");
    List<String> measured = new ArrayList<>();
    metrics.forEach(each -> measured.add(each.at("/MetricStat/Metric/MetricName").asText()));
    assertThat(measured)
        .containsExactly(
            "",
            "ApproximateNumberOfMessagesVisible",
            "ApproximateNumberOfMessagesNotVisible",
            "GroupInServiceCapacity");
    assertThat(ec2.properties("Wake").path("AdjustmentType").asText()).isEqualTo("ExactCapacity");
    assertThat(ec2.idsOf("AWS::AutoScaling::ScalingPolicy"))
        .hasSize(GridConfig.MAX_PRIORITY_LEVELS + 1);
  }

  @Test
  void anInstanceKeepsFunctionsFromTheMetadataServiceAndDrainsBeforeItEnds() {
    String script =
        ec2.properties("LaunchTemplate")
            .at("/LaunchTemplateData/UserData/Fn::Base64/Fn::Sub")
            .asText();
    assertThat(script)
        .doesNotContain("@GRID@", "@REGION@")
        .doesNotContainPattern("@[A-Z_]+@")
        .contains("-d 169.254.169.254/32 -j REJECT", "-d fd00:ec2::254/128 -j REJECT")
        .contains("--user=10002:10002", "--uid-owner 10002")
        .containsSubsequence(
            "= Terminated ]", "systemctl stop htcgrid-agent", "complete-lifecycle-action")
        .contains("--protected-from-scale-in", "--no-protected-from-scale-in");
    assertThat(script).as("what EC2 takes").hasSizeLessThan(16 * 1024);
  }

  @Test
  void agentsOnEksGetTheSamePolicyByPodIdentityOrByTheClustersProvider() {
    JsonNode role = eks.properties("AgentRole");
    assertThat(text(role.at("/ManagedPolicyArns/0")))
        .isEqualTo("arn:aws:iam::123456789012:policy/htcgrid-risk-agent");
    JsonNode trust = role.at("/AssumeRolePolicyDocument/Fn::If");
    assertThat(trust.get(0).asText()).isEqualTo("HasOidcProvider");
    assertThat(trust.get(1).path("Fn::Sub").asText())
        .contains("${OidcProvider}:sub", "system:serviceaccount:${Namespace}:${ServiceAccount}");
    assertThat(trust.get(2).path("Fn::Sub").asText()).contains("pods.eks.amazonaws.com");
    assertThat(eks.idsOf("AWS::EKS::PodIdentityAssociation")).hasSize(2);
  }

  /** As CloudFormation would make it of {@link #VALUES}. */
  private static String text(JsonNode node) {
    String text = TemplateFile.texts(node).get(0);
    for (Map.Entry<String, String> value : VALUES.entrySet()) {
      text = text.replace(value.getKey(), value.getValue());
    }
    return text;
  }
}
