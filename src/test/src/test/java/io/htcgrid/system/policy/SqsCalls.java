package io.htcgrid.system.policy;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;

/** What calls of SQS ask of IAM: a batch the same as its parts, tags at once as tags later. */
final class SqsCalls {
  private static final String BATCH = "Batch";

  private final Account account;

  SqsCalls(Account account) {
    this.account = account;
  }

  List<Call> of(String operation, SdkRequest request) {
    if (request instanceof ListQueuesRequest) {
      return List.of(Call.of("sqs:ListQueues", "*"));
    }
    List<Call> calls = new ArrayList<>();
    String queue = queue(request);
    switch (operation) {
      case "CreateQueue",
          "DeleteQueue",
          "GetQueueAttributes",
          "GetQueueUrl",
          "ReceiveMessage",
          "SendMessage" ->
          calls.add(Call.of("sqs:" + operation, queue));
      case "SendMessageBatch", "DeleteMessageBatch", "ChangeMessageVisibilityBatch" ->
          calls.add(
              Call.of("sqs:" + operation.substring(0, operation.length() - BATCH.length()), queue));
      default -> throw UnknownCallException.of(request);
    }
    if (request instanceof CreateQueueRequest create && create.hasTags()) {
      calls.add(Call.of("sqs:TagQueue", queue));
    }
    return calls;
  }

  private String queue(SdkRequest request) {
    return request
        .getValueForField("QueueUrl", String.class)
        .map(account::queueAt)
        .or(() -> request.getValueForField("QueueName", String.class).map(account::queue))
        .orElseThrow(() -> UnknownCallException.of(request));
  }
}
