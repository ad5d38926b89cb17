package io.htcgrid.control.queue;

import io.htcgrid.control.config.GridConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * A grid's task queues in SQS. The client belongs to the caller, who closes it. A queue's URL is
 * asked for once, before its first use.
 */
public final class SqsTaskQueues implements TaskQueues {
  private final SqsClient sqs;
  private final GridConfig config;
  private final QueueUrls urls;
  private final QueueReceipts receipts;
  private final SqsDeadLetters deadLetters;
  private final int version;

  public SqsTaskQueues(SqsClient sqs, GridConfig config) {
    this(sqs, config, TaskMessageCodec.VERSION);
  }

  /**
   * Those of another release.
   *
   * @param version that it writes, and the newest that it reads
   */
  SqsTaskQueues(SqsClient sqs, GridConfig config, int version) {
    this.sqs = sqs;
    this.config = config;
    this.urls = new QueueUrls(sqs, config);
    this.receipts = new QueueReceipts(sqs, urls);
    this.deadLetters = new SqsDeadLetters(sqs, urls, config.deadLetterQueueName(), version);
    this.version = version;
  }

  @Override
  public int levels() {
    return config.priorityLevels();
  }

  @Override
  public Map<Integer, SendFailure> send(
      int level, String fairShareKey, List<TaskMessage> messages, Duration delay) {
    QueueReceipts.checkBatch(messages);
    int delaySeconds = WholeSeconds.of("delay", delay, TaskQueues.LONGEST_DELAY);
    Map<Integer, SendFailure> failures = new HashMap<>();
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>(messages.size());
    BatchRoom room = new BatchRoom();
    for (int i = 0; i < messages.size(); i++) {
      String body = TaskMessageCodec.encode(messages.get(i), version);
      SendFailure refusal = room.add(body.length());
      if (refusal != null) {
        failures.put(i, refusal);
        continue;
      }
      SendMessageBatchRequestEntry.Builder entry =
          SendMessageBatchRequestEntry.builder().id(String.valueOf(i)).messageBody(body);
      if (delaySeconds > 0) {
        entry.delaySeconds(delaySeconds);
      }
      if (config.fairQueues()) {
        entry.messageGroupId(MessageGroup.of(fairShareKey));
      }
      entries.add(entry.build());
    }
    if (!entries.isEmpty()) {
      for (BatchResultErrorEntry failed :
          call(
              level, url -> sqs.sendMessageBatch(r -> r.queueUrl(url).entries(entries)).failed())) {
        failures.put(
            Integer.valueOf(failed.id()),
            new SendFailure(
                failed.code(),
                String.valueOf(failed.message()),
                Boolean.TRUE.equals(failed.senderFault())));
      }
    }
    return Map.copyOf(failures);
  }

  @Override
  public List<Received> receive(int level, int max, Duration wait, Duration visibility) {
    checkMax(max);
    int waitSeconds = WholeSeconds.of("wait", wait, WholeSeconds.LONGEST_WAIT);
    int visibilitySeconds =
        WholeSeconds.of("visibility", visibility, WholeSeconds.LONGEST_VISIBILITY);
    List<Message> messages =
        call(
            level,
            url ->
                sqs.receiveMessage(
                        request ->
                            request
                                .queueUrl(url)
                                .maxNumberOfMessages(max)
                                .waitTimeSeconds(waitSeconds)
                                .visibilityTimeout(visibilitySeconds)
                                .messageSystemAttributeNames(
                                    MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                    .messages());
    return messages.stream().map(message -> received(level, message)).toList();
  }

  private Received received(int level, Message message) {
    int count =
        Integer.parseInt(
            message
                .attributes()
                .getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"));
    Decoded<TaskMessage> decoded = TaskMessageCodec.decode(message.body(), version);
    if (decoded instanceof Decoded.Value<TaskMessage> value) {
      return new Received.Task(level, message.receiptHandle(), count, value.value());
    }
    String reason = ((Decoded.Unreadable<TaskMessage>) decoded).reason();
    return new Received.Unreadable(level, message.receiptHandle(), count, message.body(), reason);
  }

  @Override
  public Set<String> changeVisibility(int level, Map<String, Duration> visibilities) {
    return receipts.changeVisibility(queue(level), visibilities);
  }

  @Override
  public Set<String> delete(int level, List<String> messages) {
    return receipts.delete(queue(level), messages);
  }

  @Override
  public void deadLetter(String body, String reason) {
    deadLetters.send(DeadLetter.of(body, reason));
  }

  @Override
  public List<Letter> receiveDeadLetters(int max, Duration visibility) {
    checkMax(max);
    return deadLetters.receive(max, visibility);
  }

  @Override
  public Set<String> changeDeadLetterVisibility(Map<String, Duration> visibilities) {
    return receipts.changeVisibility(config.deadLetterQueueName(), visibilities);
  }

  @Override
  public Set<String> deleteDeadLetters(List<String> letters) {
    return receipts.delete(config.deadLetterQueueName(), letters);
  }

  @Override
  public QueueDepth depth(int level) {
    Map<QueueAttributeName, String> attributes =
        call(
            level,
            url ->
                sqs.getQueueAttributes(
                        request ->
                            request
                                .queueUrl(url)
                                .attributeNames(
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                    .attributes());
    return new QueueDepth(
        number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
        number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
        number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
  }

  private static int number(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
    return Integer.parseInt(attributes.getOrDefault(name, "0"));
  }

  private <T> T call(int level, Function<String, T> call) {
    return urls.call(queue(level), call);
  }

  private String queue(int level) {
    if (level < 0 || level >= levels()) {
      throw new IllegalArgumentException(
          "priority " + level + " does not exist; the grid has 0 to " + (levels() - 1));
    }
    return config.taskQueueName(level);
  }

  private static void checkMax(int max) {
    if (max < 1 || max > BATCH) {
      throw new IllegalArgumentException("max is " + max + "; it must be 1 to " + BATCH);
    }
  }
}
