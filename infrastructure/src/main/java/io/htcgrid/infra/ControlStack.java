package io.htcgrid.infra;

import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.QueueTerms;
import io.htcgrid.control.state.StateTableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.IResolvable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.CfnTable;
import software.amazon.awscdk.services.sqs.CfnQueue;
import software.amazon.awscdk.services.sqs.CfnQueuePolicy;
import software.amazon.awscdk.services.ssm.CfnParameter;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.constructs.Construct;

/** State table, queues, sweeper, and the parameter by which programs find the grid. */
final class ControlStack extends GridStack {
  ControlStack(Construct scope, String id, Function<? super Stack, Inputs> inputs) {
    super(
        scope,
        id,
        "htcgrid control plane - state table, task queues, sweeper and configuration of a grid",
        inputs);
    CfnTable table = table();
    CfnQueue deadLetters = queue("DeadLetterQueue", names().deadLetterQueue(), null);
    policy("DeadLetterQueuePolicy", deadLetters);
    for (int level = 0; level < GridConfig.MAX_PRIORITY_LEVELS; level++) {
      taskQueue(level, deadLetters);
    }
    CfnParameter config = config();
    new Sweeper(this).addTo(config);
    output("StateTableName", "The grid's state table, which outlives this stack", table.getRef());
    output("ConfigParameter", "By this, programs find the grid by its name", config.getRef());
    output("DeadLetterQueueUrl", "Messages that no agent could read", deadLetters.getRef());
  }

  private CfnTable table() {
    CreateTableRequest schema = StateTableSchema.create("any");
    Choice key = inputs().given(Input.KEY_ARN);
    CfnTable table =
        CfnTable.Builder.create(this, "StateTable")
            .tableName(names().table())
            .billingMode(schema.billingModeAsString())
            .attributeDefinitions(
                schema.attributeDefinitions().stream().map(ControlStack::attribute).toList())
            .keySchema(keys(schema.keySchema()))
            .globalSecondaryIndexes(
                schema.globalSecondaryIndexes().stream().map(ControlStack::index).toList())
            .timeToLiveSpecification(
                CfnTable.TimeToLiveSpecificationProperty.builder()
                    .attributeName(StateTableSchema.TIME_TO_LIVE)
                    .enabled(true)
                    .build())
            .pointInTimeRecoverySpecification(
                CfnTable.PointInTimeRecoverySpecificationProperty.builder()
                    .pointInTimeRecoveryEnabled(true)
                    .build())
            .tags(gridTags())
            .build();
    table.addPropertyOverride(
        "DeletionProtectionEnabled", inputs().text(Input.DELETION_PROTECTION));
    IResolvable encryption =
        key.part(
            Map.of(
                "SSEEnabled",
                true,
                "SSEType",
                "KMS",
                "KMSMasterKeyId",
                inputs().text(Input.KEY_ARN)));
    if (encryption != null) {
      table.addPropertyOverride("SSESpecification", encryption);
    }
    table.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return table;
  }

  private static CfnTable.AttributeDefinitionProperty attribute(AttributeDefinition of) {
    return CfnTable.AttributeDefinitionProperty.builder()
        .attributeName(of.attributeName())
        .attributeType(of.attributeTypeAsString())
        .build();
  }

  private static List<CfnTable.KeySchemaProperty> keys(List<KeySchemaElement> of) {
    List<CfnTable.KeySchemaProperty> keys = new ArrayList<>();
    for (KeySchemaElement each : of) {
      keys.add(
          CfnTable.KeySchemaProperty.builder()
              .attributeName(each.attributeName())
              .keyType(each.keyTypeAsString())
              .build());
    }
    return keys;
  }

  private static CfnTable.GlobalSecondaryIndexProperty index(GlobalSecondaryIndex of) {
    return CfnTable.GlobalSecondaryIndexProperty.builder()
        .indexName(of.indexName())
        .keySchema(keys(of.keySchema()))
        .projection(
            CfnTable.ProjectionProperty.builder()
                .projectionType(of.projection().projectionTypeAsString())
                .build())
        .build();
  }

  private void taskQueue(int level, CfnQueue deadLetters) {
    Choice wanted = inputs().hasLevel(level);
    if (!wanted.possible()) {
      return;
    }
    Map<String, Object> redrive =
        Map.of(
            "deadLetterTargetArn",
            deadLetters.getAttrArn(),
            "maxReceiveCount",
            QueueTerms.MAX_RECEIVES);
    CfnQueue queue = wanted.bind(queue("TaskQueue" + level, names().taskQueue(level), redrive));
    wanted.bind(policy("TaskQueue" + level + "Policy", queue));
  }

  private CfnQueue queue(String id, String name, @Nullable Map<String, Object> redrive) {
    Choice key = inputs().given(Input.KEY_ARN);
    CfnQueue queue =
        CfnQueue.Builder.create(this, id)
            .queueName(name)
            .messageRetentionPeriod(QueueTerms.RETENTION.toSeconds())
            .maximumMessageSize(QueueTerms.MAX_MESSAGE_BYTES)
            .kmsMasterKeyId(key.text(inputs().text(Input.KEY_ARN)))
            .redrivePolicy(redrive)
            .tags(gridTags())
            .build();
    queue.addPropertyOverride("SqsManagedSseEnabled", key.text("false", "true"));
    return queue;
  }

  private CfnQueuePolicy policy(String id, CfnQueue queue) {
    return CfnQueuePolicy.Builder.create(this, id)
        .queues(List.of(queue.getRef()))
        .policyDocument(Policies.policy(List.of(tlsOnly("sqs:*", queue.getAttrArn()))))
        .build();
  }

  private CfnParameter config() {
    return CfnParameter.Builder.create(this, "Config")
        .name(names().parameter())
        .type("String")
        .description("How programs reach the grid")
        .value(names().config(inputs().text(Input.PRIORITY_LEVELS)))
        .build();
  }
}
