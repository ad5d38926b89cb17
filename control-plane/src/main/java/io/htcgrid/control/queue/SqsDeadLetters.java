package io.htcgrid.control.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A grid's dead-letter queue: what comes in and out. Thread-safe. */
final class SqsDeadLetters {
  private final SqsClient sqs;
  private final QueueUrls urls;
  private final String queue;
  private final int newest;

  /**
   * @param newest version of messages that is known
   */
  SqsDeadLetters(SqsClient sqs, QueueUrls urls, String queue, int newest) {
    this.sqs = sqs;
    this.urls = urls;
    this.queue = queue;
    this.newest = newest;
  }

  void send(DeadLetter letter) {
    urls.call(
        queue,
        url ->
            sqs.sendMessage(
                request ->
                    request
                        .queueUrl(url)
                        .messageBody(letter.body())
                        .messageAttributes(letter.attributes())));
  }

  List<Letter> receive(int max, Duration visibility) {
    int seconds = WholeSeconds.of("visibility", visibility, WholeSeconds.LONGEST_VISIBILITY);
    List<Message> messages =
        urls.call(
            queue,
            url ->
                sqs.receiveMessage(
                        request ->
                            request
                                .queueUrl(url)
                                .maxNumberOfMessages(max)
                                .waitTimeSeconds(0)
                                .visibilityTimeout(seconds)
                                .messageAttributeNames(DeadLetter.REASON)
                                .messageSystemAttributeNames(
                                    MessageSystemAttributeName.SENT_TIMESTAMP,
                                    MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                    .messages());
    return messages.stream().map(this::letter).toList();
  }

  private Letter letter(Message message) {
    Map<MessageSystemAttributeName, String> about = message.attributes();
    Instant sentAt =
        Instant.ofEpochMilli(
            Long.parseLong(String.valueOf(about.get(MessageSystemAttributeName.SENT_TIMESTAMP))));
    int count =
        Integer.parseInt(
            about.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"));
    MessageAttributeValue reason = message.messageAttributes().get(DeadLetter.REASON);
    return DeadLetter.read(
        message.receiptHandle(),
        sentAt,
        count,
        message.body(),
        newest,
        reason == null ? null : reason.stringValue());
  }
}
