package io.htcgrid.bench.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Brings a queue's messages into random order: takes all out and sends them again. */
final class QueueShuffle {
  private static final int BATCH = 10;
  private static final int LONGER_THAN_A_SHUFFLE_S = 3600;

  private final SqsClient sqs;
  private final String queue;

  QueueShuffle(SqsClient sqs, String queue) {
    this.sqs = sqs;
    this.queue = queue;
  }

  /**
   * Shuffles. All messages are in memory meanwhile.
   *
   * @throws IllegalStateException when the queue does not hold that many messages
   */
  void run(int messages, Random random) {
    List<Message> all = receiveAll();
    if (all.size() != messages) {
      throw new IllegalStateException(
          "the queue to shuffle held " + all.size() + " messages, not " + messages);
    }
    Collections.shuffle(all, random);
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Message> ten = all.subList(from, Math.min(from + BATCH, all.size()));
      send(ten);
      delete(ten);
    }
  }

  private List<Message> receiveAll() {
    List<Message> all = new ArrayList<>();
    List<Message> some;
    do {
      some =
          sqs.receiveMessage(
                  request ->
                      request
                          .queueUrl(queue)
                          .maxNumberOfMessages(BATCH)
                          .visibilityTimeout(LONGER_THAN_A_SHUFFLE_S)
                          .messageSystemAttributeNames(MessageSystemAttributeName.MESSAGE_GROUP_ID))
              .messages();
      all.addAll(some);
    } while (!some.isEmpty());
    return all;
  }

  private void send(List<Message> ten) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Message each : ten) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .messageBody(each.body())
              .messageGroupId(each.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
              .build());
    }
    requireAll(
        sqs.sendMessageBatch(request -> request.queueUrl(queue).entries(entries))
            .failed()
            .isEmpty());
  }

  private void delete(List<Message> ten) {
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Message each : ten) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .receiptHandle(each.receiptHandle())
              .build());
    }
    requireAll(
        sqs.deleteMessageBatch(request -> request.queueUrl(queue).entries(entries))
            .failed()
            .isEmpty());
  }

  private static void requireAll(boolean isAll) {
    if (!isAll) {
      throw new IllegalStateException("the queue to shuffle refused messages");
    }
  }
}
