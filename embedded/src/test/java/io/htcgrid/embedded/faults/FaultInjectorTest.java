package io.htcgrid.embedded.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

@ExtendWith(AwsServices.class)
final class FaultInjectorTest {
  private static final String PUT = "DynamoDb.PutItem";
  private static final String SEND = "Sqs.SendMessageBatch";

  private final FaultInjector faults = new FaultInjector(7, Duration.ZERO);
  private final AwsEndpoints aws;
  private final String name;
  private final DynamoDbClient dynamoDb;
  private final SqsClient sqs;
  private final S3Client s3;

  FaultInjectorTest(AwsEndpoints aws, UniqueName name) {
    this.aws = aws;
    this.name = name.value();
    this.dynamoDb = build(aws.dynamoDb(), DynamoDbClient.builder());
    this.sqs = build(aws.sqs(), SqsClient.builder());
    this.s3 = build(aws.s3(), S3Client.builder().forcePathStyle(true));
  }

  @AfterEach
  void close() {
    dynamoDb.close();
    sqs.close();
    s3.close();
  }

  @Test
  void theSdkRetriesWhatItWouldRetryOfARealService() {
    createTable();
    for (Fault fault :
        List.of(Fault.THROTTLED, Fault.SERVER_ERROR, Fault.RESET, Fault.TIMED_OUT, Fault.DOWN)) {
      faults.next(PUT, fault, 2);

      put("retried " + fault);

      assertThat(faults.injected(PUT, fault)).as(fault.name()).isEqualTo(2);
    }
    assertThat(items()).isEqualTo(5);
  }

  @Test
  void whatFailsInEveryAttemptIsNotCarriedOutAndNamesTheFaultAsTheServiceDoes() {
    createTable();
    assertThatThrownBy(() -> everyAttempt(PUT, Fault.THROTTLED, () -> put("a")))
        .isInstanceOf(ProvisionedThroughputExceededException.class);
    assertThatThrownBy(() -> everyAttempt(PUT, Fault.SERVER_ERROR, () -> put("a")))
        .isInstanceOf(InternalServerErrorException.class);
    assertThatThrownBy(() -> everyAttempt(PUT, Fault.RESET, () -> put("a")))
        .isInstanceOf(SdkClientException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> everyAttempt(PUT, Fault.TIMED_OUT, () -> put("a")))
        .hasCauseInstanceOf(SocketTimeoutException.class);
    assertThat(items()).isZero();

    assertThatThrownBy(() -> everyAttempt("Sqs", Fault.THROTTLED, sqs::listQueues))
        .isInstanceOfSatisfying(
            SqsException.class, e -> assertThat(e.isThrottlingException()).isTrue());
    assertThatThrownBy(() -> everyAttempt("S3", Fault.THROTTLED, s3::listBuckets))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SlowDown");
              assertThat(e.statusCode()).isEqualTo(503);
            });
  }

  @Test
  void aCallWhoseReplyIsLostWasCarriedOutAndItsRetrySeesThat() {
    createTable();
    for (Fault fault : List.of(Fault.REPLY_LOST, Fault.REPLY_REPLACED)) {
      faults.next(PUT, fault, 1);

      assertThatThrownBy(() -> putIfAbsent(fault.name()))
          .as(fault.name())
          .isInstanceOf(ConditionalCheckFailedException.class);
    }
    assertThat(items()).isEqualTo(2);
  }

  @Test
  void aPartOfABatchFailsAndTheRestIsSent() {
    String queue = createQueue();
    faults.next(SEND, Fault.PARTIAL_FAILURE, 1);

    SendMessageBatchResponse sent = send(queue, 10);

    List<String> failed = sent.failed().stream().map(BatchResultErrorEntry::id).toList();
    assertThat(failed).isNotEmpty().doesNotHaveDuplicates().hasSizeLessThan(10);
    assertThat(sent.successful()).hasSize(10 - failed.size());
    List<Message> received = receive(queue);
    assertThat(received)
        .extracting(Message::body)
        .doesNotContainAnyElementsOf(failed)
        .hasSize(10 - failed.size());
    assertThat(faults.injected(SEND, Fault.PARTIAL_FAILURE)).isOne();

    faults.next("Sqs", Fault.PARTIAL_FAILURE, 2);
    assertThat(hide(queue, received)).isBetween(1, received.size() - 1);
    assertThat(delete(queue, received)).isBetween(1, received.size() - 1);
  }

  @Test
  void aBatchOfOneNeverFailsInPart() {
    String queue = createQueue();
    faults.rate(SEND, Fault.PARTIAL_FAILURE, 1);

    assertThat(send(queue, 1).failed()).isEmpty();
    assertThat(faults.injected()).isZero();
  }

  @Test
  void aRepeatedBatchIsInTheQueueTwice() {
    String queue = createQueue();
    faults.next(SEND, Fault.REPEATED, 1);

    assertThat(send(queue, 3).successful()).hasSize(3);

    assertThat(receive(queue))
        .extracting(Message::body)
        .containsExactlyInAnyOrder("0", "0", "1", "1", "2", "2");
  }

  @Test
  void aServiceIsDownUntilItIsUpAndTheOthersAreNot() {
    createTable();
    String queue = createQueue();
    faults.down("DynamoDb");

    assertThatThrownBy(() -> put("a")).hasCauseInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> dynamoDb.describeTable(r -> r.tableName(name)))
        .hasCauseInstanceOf(ConnectException.class);
    assertThat(send(queue, 1).successful()).hasSize(1);

    faults.up("DynamoDb");
    put("a");
    assertThat(items()).isOne();
  }

  @Test
  void theSameSeedInjectsTheSameFaults() {
    createTable();
    assertThat(faultsOf(new FaultInjector(3, Duration.ZERO)))
        .isEqualTo(faultsOf(new FaultInjector(3, Duration.ZERO)))
        .isNotEqualTo(faultsOf(new FaultInjector(4, Duration.ZERO)))
        .containsKeys(Fault.SERVER_ERROR, Fault.SLOW)
        .hasSize(2);
  }

  @Test
  void clearedItInjectsNothingAndKeepsItsCounts() {
    createTable();
    faults.rate(FaultInjector.ANY_CALL, Fault.SERVER_ERROR, 1);
    assertThatThrownBy(() -> put("a")).isInstanceOf(InternalServerErrorException.class);
    long before = faults.injected();

    faults.down("Sqs");
    faults.next("S3", Fault.RESET, 1);
    faults.clear();

    put("a");
    createQueue();
    s3.listBuckets();
    assertThat(faults.injected()).isEqualTo(before).isPositive();
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> faults.rate(PUT, Fault.RESET, 5))
        .hasMessage("the probability of RESET is 5.0; give a number from 0 to 1");
    assertThatThrownBy(() -> faults.next(PUT, Fault.RESET, 0))
        .hasMessage("calls are 0; give 1 or more");
    assertThatThrownBy(() -> faults.down(" ")).hasMessageStartingWith("no call is named");
  }

  private Map<Fault, Long> faultsOf(FaultInjector injector) {
    injector.rate("DynamoDb", Fault.SERVER_ERROR, 0.1);
    injector.rate(PUT, Fault.SLOW, 0.1);
    try (DynamoDbClient client = build(aws.dynamoDb(), DynamoDbClient.builder(), injector)) {
      for (int i = 0; i < 40; i++) {
        client.putItem(r -> r.tableName(name).item(item("seeded")));
      }
    }
    return injector.byFault();
  }

  private void everyAttempt(String what, Fault fault, Runnable call) {
    faults.rate(what, fault, 1);
    try {
      call.run();
    } finally {
      faults.clear();
    }
  }

  private void createTable() {
    dynamoDb.createTable(
        r ->
            r.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(
                    KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build())
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build()));
    dynamoDb.waiter().waitUntilTableExists(r -> r.tableName(name));
  }

  private void put(String key) {
    dynamoDb.putItem(r -> r.tableName(name).item(item(key)));
  }

  private void putIfAbsent(String key) {
    dynamoDb.putItem(
        r -> r.tableName(name).item(item(key)).conditionExpression("attribute_not_exists(pk)"));
  }

  private static Map<String, AttributeValue> item(String key) {
    return Map.of("pk", AttributeValue.fromS(key));
  }

  private int items() {
    return dynamoDb.scan(r -> r.tableName(name).consistentRead(true)).count();
  }

  private String createQueue() {
    return sqs.createQueue(r -> r.queueName(name)).queueUrl();
  }

  private SendMessageBatchResponse send(String queue, int messages) {
    List<SendMessageBatchRequestEntry> entries =
        IntStream.range(0, messages)
            .mapToObj(Integer::toString)
            .map(i -> SendMessageBatchRequestEntry.builder().id(i).messageBody(i).build())
            .toList();
    return sqs.sendMessageBatch(r -> r.queueUrl(queue).entries(entries));
  }

  /** All that is there: a queue without messages answers at once. */
  private List<Message> receive(String queue) {
    List<Message> all = new ArrayList<>();
    List<Message> some;
    do {
      some = sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10)).messages();
      all.addAll(some);
    } while (!some.isEmpty());
    return all;
  }

  private int hide(String queue, List<Message> messages) {
    return sqs.changeMessageVisibilityBatch(
            r ->
                r.queueUrl(queue)
                    .entries(
                        messages.stream()
                            .map(
                                m ->
                                    ChangeMessageVisibilityBatchRequestEntry.builder()
                                        .id(m.body())
                                        .receiptHandle(m.receiptHandle())
                                        .visibilityTimeout(60)
                                        .build())
                            .toList()))
        .failed()
        .size();
  }

  private int delete(String queue, List<Message> messages) {
    List<DeleteMessageBatchRequestEntry> entries =
        messages.stream()
            .map(
                m ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(m.body())
                        .receiptHandle(m.receiptHandle())
                        .build())
            .toList();
    return sqs.deleteMessageBatch(r -> r.queueUrl(queue).entries(entries)).failed().size();
  }

  private <B extends AwsClientBuilder<B, C>, C> C build(@Nullable URI endpoint, B builder) {
    return build(endpoint, builder, faults);
  }

  private <B extends AwsClientBuilder<B, C>, C> C build(
      @Nullable URI endpoint, B builder, FaultInjector injector) {
    builder
        .region(Region.of(aws.region()))
        .overrideConfiguration(
            c -> c.addExecutionInterceptor(injector).retryStrategy(RetryMode.STANDARD));
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    if (aws.accessKeyId() != null && aws.secretAccessKey() != null) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(aws.accessKeyId(), aws.secretAccessKey())));
    }
    return builder.build();
  }
}
