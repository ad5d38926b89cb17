package io.htcgrid.bench.throughput;

import io.htcgrid.control.config.GridClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The calls to AWS that the protocol cannot do without, with items, messages and objects of its
 * sizes, and nothing between them. Thread-safe.
 */
final class FloorCalls {
  static final int BATCH = 10;
  static final int PAGE = 100;

  /** As long as a task's message is. */
  private static final int MESSAGE_BYTES = 220;

  /** What a definition of a task without work takes in its page's item, in bytes. */
  private static final int DEFINITION_BYTES = 80;

  private static final int RESULT_BYTES = 20;
  private static final int EVENT_BYTES = 150;

  private final DynamoDbClient dynamoDb;
  private final SqsClient sqs;
  private final GridClients clients;
  private final String session;
  private final String tasks;
  private final String replies;

  FloorCalls(GridClients clients, String session) {
    this.clients = clients;
    this.dynamoDb = clients.dynamoDb();
    this.sqs = clients.sqs();
    this.session = session;
    this.tasks = sqs.createQueue(request -> request.queueName("floor-tasks-" + session)).queueUrl();
    this.replies =
        sqs.createQueue(request -> request.queueName("floor-replies-" + session)).queueUrl();
  }

  /** Bundle, definitions and messages of one page. */
  void submit(int page) {
    put("in/00/" + session + "/" + page, PAGE * RESULT_BYTES);
    dynamoDb.putItem(
        request ->
            request
                .tableName(clients.config().stateTableName())
                .item(
                    Map.of(
                        "pk", text("P#" + session + "#" + page),
                        "sk", text("DEFINITIONS"),
                        "tasks", text("x".repeat(PAGE * DEFINITION_BYTES))))
                .conditionExpression("attribute_not_exists(pk)"));
    for (int first = page * PAGE; first < (page + 1) * PAGE; first += BATCH) {
      List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
      for (int id = 0; id < BATCH; id++) {
        entries.add(entry(id, "x".repeat(MESSAGE_BYTES)));
      }
      sqs.sendMessageBatch(request -> request.queueUrl(tasks).entries(entries));
    }
  }

  /** Takes a batch of tasks from claim to acknowledgement. Returns how many there were. */
  int work() {
    List<Message> batch =
        sqs.receiveMessage(
                request -> request.queueUrl(tasks).maxNumberOfMessages(BATCH).visibilityTimeout(60))
            .messages();
    if (batch.isEmpty()) {
      return 0;
    }
    List<String> ids = batch.stream().map(Message::messageId).toList();
    ids.forEach(this::claim);
    put("out/00/" + session + "/" + ids.get(0), batch.size() * RESULT_BYTES);
    ids.forEach(this::finish);
    progress(ids);
    sqs.sendMessageBatch(
        request ->
            request.queueUrl(replies).entries(entry(0, "x".repeat(batch.size() * EVENT_BYTES))));
    acknowledge(tasks, batch);
    return batch.size();
  }

  /** Takes a batch of notifications. Returns how many there were. */
  int retrieve() {
    List<Message> batch =
        sqs.receiveMessage(
                request -> request.queueUrl(replies).maxNumberOfMessages(BATCH).waitTimeSeconds(1))
            .messages();
    if (!batch.isEmpty()) {
      acknowledge(replies, batch);
    }
    return batch.size();
  }

  void close() {
    sqs.deleteQueue(request -> request.queueUrl(tasks));
    sqs.deleteQueue(request -> request.queueUrl(replies));
  }

  private void claim(String task) {
    dynamoDb.updateItem(
        request ->
            request
                .tableName(clients.config().stateTableName())
                .key(key(task))
                .updateExpression(
                    "SET #s = :running, #o = :owner, attempt = :one, nonce = :nonce, tries = :one,"
                        + " lease_expires_at = :time, started_at = :time, expires_at = :time")
                .conditionExpression("attribute_not_exists(pk)")
                .expressionAttributeNames(Map.of("#s", "state", "#o", "owner"))
                .expressionAttributeValues(
                    Map.of(
                        ":running", text("RUNNING"),
                        ":owner", text("agent-01J00000000000000000000000"),
                        ":one", number(1),
                        ":nonce", text("01J00000000000000000000000"),
                        ":time", number(1_800_000_000))));
  }

  private void finish(String task) {
    dynamoDb.updateItem(
        request ->
            request
                .tableName(clients.config().stateTableName())
                .key(key(task))
                .updateExpression("SET #s = :completed, ended_at = :time, #r = :result")
                .conditionExpression("#o = :owner AND attempt = :one AND #s = :running")
                .expressionAttributeNames(Map.of("#s", "state", "#o", "owner", "#r", "result"))
                .expressionAttributeValues(
                    Map.of(
                        ":running", text("RUNNING"),
                        ":completed", text("COMPLETED"),
                        ":owner", text("agent-01J00000000000000000000000"),
                        ":one", number(1),
                        ":result", text("out/00/" + session + "/0 0 20 1a2b3c4d"),
                        ":time", number(1_800_000_000))));
  }

  private void progress(List<String> ids) {
    List<String> numbers =
        IntStream.range(0, ids.size())
            .mapToObj(i -> String.valueOf(ids.get(i).hashCode()))
            .toList();
    dynamoDb.updateItem(
        request ->
            request
                .tableName(clients.config().stateTableName())
                .key(Map.of("pk", text("P#" + session + "#" + ids.get(0)), "sk", text("PROGRESS")))
                .updateExpression("ADD completed :tasks")
                .conditionExpression("attribute_not_exists(sealed)")
                .expressionAttributeValues(
                    Map.of(":tasks", AttributeValue.builder().ns(numbers).build()))
                .returnValues(ReturnValue.ALL_NEW));
  }

  private void put(String key, int bytes) {
    clients
        .s3()
        .putObject(
            request -> request.bucket(clients.config().bucket()).key(key),
            RequestBody.fromBytes(new byte[bytes]));
  }

  private void acknowledge(String queue, List<Message> batch) {
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Message message : batch) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .receiptHandle(message.receiptHandle())
              .build());
    }
    sqs.deleteMessageBatch(request -> request.queueUrl(queue).entries(entries));
  }

  private static SendMessageBatchRequestEntry entry(int id, String body) {
    return SendMessageBatchRequestEntry.builder().id(String.valueOf(id)).messageBody(body).build();
  }

  private Map<String, AttributeValue> key(String task) {
    return Map.of("pk", text("P#" + session + "#0"), "sk", text("T#" + task));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.builder().s(value).build();
  }

  private static AttributeValue number(long value) {
    return AttributeValue.builder().n(String.valueOf(value)).build();
  }
}
