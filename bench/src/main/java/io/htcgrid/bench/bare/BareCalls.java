package io.htcgrid.bench.bare;

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
 * The calls to AWS of a session of tasks without work, one a method, with items, messages and
 * objects of the protocol's sizes. Thread-safe.
 */
public final class BareCalls implements AutoCloseable {
  /** The most messages of a call. */
  public static final int BATCH = 10;

  /** Tasks of a page. */
  public static final int PAGE = 100;

  /** As long as a task's message is. */
  private static final int MESSAGE_BYTES = 220;

  /** What a definition of a task without work takes in its page's item, in bytes. */
  private static final int DEFINITION_BYTES = 80;

  /** What a session's item takes, in bytes. */
  private static final int SESSION_BYTES = 600;

  private static final int RESULT_BYTES = 20;
  private static final int EVENT_BYTES = 150;

  private final DynamoDbClient dynamoDb;
  private final SqsClient sqs;
  private final GridClients clients;
  private final String session;
  private final String tasks;
  private final String replies;

  /**
   * Makes the session's two queues.
   *
   * @param session that no other has
   */
  public BareCalls(GridClients clients, String session) {
    this.clients = clients;
    this.dynamoDb = clients.dynamoDb();
    this.sqs = clients.sqs();
    this.session = session;
    this.tasks = sqs.createQueue(request -> request.queueName("bare-tasks-" + session)).queueUrl();
    this.replies =
        sqs.createQueue(request -> request.queueName("bare-replies-" + session)).queueUrl();
  }

  public void putSession() {
    putItem(Map.of("pk", text("S#" + session), "sk", text("SESSION"), "of", xs(SESSION_BYTES)));
  }

  public void readSession() {
    dynamoDb.getItem(
        request ->
            request
                .tableName(clients.config().stateTableName())
                .key(Map.of("pk", text("S#" + session), "sk", text("SESSION")))
                .consistentRead(true));
  }

  /** For so many tasks. */
  public void putPayloads(String bundle, int count) {
    put("in/00/" + session + "/" + bundle, count * RESULT_BYTES);
  }

  /** For so many tasks. */
  public void putResults(String bundle, int count) {
    put("out/00/" + session + "/" + bundle, count * RESULT_BYTES);
  }

  /** The definitions of so many tasks. */
  public void putPage(int page, int count) {
    putItem(
        Map.of(
            "pk", text("P#" + session + "#" + page),
            "sk", text("DEFINITIONS"),
            "tasks", xs(count * DEFINITION_BYTES)));
  }

  /**
   * Sends messages of tasks, in one call.
   *
   * @param count {@link #BATCH} at most
   */
  public void sendTasks(int count) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      entries.add(entry(id, MESSAGE_BYTES));
    }
    sqs.sendMessageBatch(request -> request.queueUrl(tasks).entries(entries));
  }

  /** Those that are there. */
  public List<Message> receiveTasks() {
    return sqs.receiveMessage(
            request -> request.queueUrl(tasks).maxNumberOfMessages(BATCH).visibilityTimeout(60))
        .messages();
  }

  public void acknowledgeTasks(List<Message> batch) {
    acknowledge(tasks, batch);
  }

  /** Tells of so many tasks, in one message. */
  public void sendReply(int count) {
    sqs.sendMessageBatch(
        request -> request.queueUrl(replies).entries(entry(0, count * EVENT_BYTES)));
  }

  /** Waits a second for one. */
  public List<Message> receiveReplies() {
    return sqs.receiveMessage(
            request -> request.queueUrl(replies).maxNumberOfMessages(BATCH).waitTimeSeconds(1))
        .messages();
  }

  public void acknowledgeReplies(List<Message> batch) {
    acknowledge(replies, batch);
  }

  public void claim(String task) {
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

  public void finish(String task) {
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

  /** Adds tasks to their page's progress. */
  public void progress(List<String> ids) {
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

  private void putItem(Map<String, AttributeValue> item) {
    dynamoDb.putItem(
        request ->
            request
                .tableName(clients.config().stateTableName())
                .item(item)
                .conditionExpression("attribute_not_exists(pk)"));
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

  private static SendMessageBatchRequestEntry entry(int id, int bytes) {
    return SendMessageBatchRequestEntry.builder()
        .id(String.valueOf(id))
        .messageBody("x".repeat(bytes))
        .build();
  }

  private Map<String, AttributeValue> key(String task) {
    return Map.of("pk", text("P#" + session + "#0"), "sk", text("T#" + task));
  }

  private static AttributeValue xs(int count) {
    return text("x".repeat(count));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.builder().s(value).build();
  }

  private static AttributeValue number(long value) {
    return AttributeValue.builder().n(String.valueOf(value)).build();
  }

  /** Deletes the queues. */
  @Override
  public void close() {
    sqs.deleteQueue(request -> request.queueUrl(tasks));
    sqs.deleteQueue(request -> request.queueUrl(replies));
  }
}
