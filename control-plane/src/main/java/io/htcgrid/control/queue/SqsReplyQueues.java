package io.htcgrid.control.queue;

import io.htcgrid.control.config.GridConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Reply queues in SQS, named by their URLs. The client belongs to the caller, who closes it.
 *
 * <p>A queue keeps events for {@link #RETENTION}: they are hints, and a connector that slept longer
 * reads pages anyway. Its tags name the grid and the connector.
 */
public final class SqsReplyQueues implements ReplyQueues {
  public static final Duration RETENTION = Duration.ofHours(1);

  /** Tags of a reply queue. */
  public static final String GRID_TAG = "htcgrid:grid";

  public static final String CONNECTOR_TAG = "htcgrid:connector";

  private static final Logger LOG = LoggerFactory.getLogger(SqsReplyQueues.class);

  /** Until received events that nobody acknowledged show up again. */
  private static final Duration VISIBILITY = Duration.ofSeconds(30);

  private static final int LISTED_AT_ONCE = 1000;

  private final SqsClient sqs;
  private final GridConfig config;

  public SqsReplyQueues(SqsClient sqs, GridConfig config) {
    this.sqs = sqs;
    this.config = config;
  }

  @Override
  public String create(String connectorId) {
    String name = config.replyQueueName(connectorId);
    Map<QueueAttributeName, String> attributes =
        Map.of(
            QueueAttributeName.MESSAGE_RETENTION_PERIOD,
            String.valueOf(RETENTION.toSeconds()),
            QueueAttributeName.VISIBILITY_TIMEOUT,
            String.valueOf(VISIBILITY.toSeconds()),
            QueueAttributeName.MAXIMUM_MESSAGE_SIZE,
            String.valueOf(JsonMessage.MAX_BYTES));
    return sqs.createQueue(
            request ->
                request
                    .queueName(name)
                    .attributes(attributes)
                    .tags(Map.of(GRID_TAG, config.grid(), CONNECTOR_TAG, connectorId)))
        .queueUrl();
  }

  @Override
  public void delete(String queue) {
    try {
      sqs.deleteQueue(request -> request.queueUrl(queue));
    } catch (QueueDoesNotExistException e) {
      LOG.debug("Reply queue {} was deleted before", queue);
    }
  }

  @Override
  public ReplySent send(String queue, List<SessionEvent> events) {
    if (events.isEmpty()) {
      return new ReplySent.Sent(0);
    }
    EventCodec.Batch batch = EventCodec.encode(events, JsonMessage.MAX_BYTES);
    try {
      sqs.sendMessage(request -> request.queueUrl(queue).messageBody(batch.body()));
      return new ReplySent.Sent(batch.events());
    } catch (QueueDoesNotExistException e) {
      return new ReplySent.QueueGone();
    }
  }

  @Override
  public List<ReplyMessage> receive(String queue, Duration wait) {
    int waitSeconds = WholeSeconds.of("wait", wait, WholeSeconds.LONGEST_WAIT);
    try {
      return sqs
          .receiveMessage(
              request ->
                  request.queueUrl(queue).maxNumberOfMessages(BATCH).waitTimeSeconds(waitSeconds))
          .messages()
          .stream()
          .map(message -> received(queue, message))
          .toList();
    } catch (QueueDoesNotExistException e) {
      throw new ReplyQueueGoneException(queue, e);
    }
  }

  private static ReplyMessage received(String queue, Message message) {
    Decoded<List<SessionEvent>> decoded = EventCodec.decode(message.body());
    if (decoded instanceof Decoded.Value<List<SessionEvent>> value) {
      return new ReplyMessage(message.receiptHandle(), value.value());
    }
    LOG.warn(
        "Message {} of reply queue {} cannot be read and is skipped: {}",
        message.messageId(),
        queue,
        ((Decoded.Unreadable<List<SessionEvent>>) decoded).reason());
    return new ReplyMessage(message.receiptHandle(), List.of());
  }

  @Override
  public void acknowledge(String queue, List<ReplyMessage> messages) {
    if (messages.size() > BATCH) {
      throw new IllegalArgumentException(
          messages.size() + " messages; an acknowledgement takes " + BATCH + " at most");
    }
    if (messages.isEmpty()) {
      return;
    }
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>(messages.size());
    for (ReplyMessage each : messages) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .receiptHandle(each.receipt())
              .build());
    }
    try {
      sqs.deleteMessageBatch(request -> request.queueUrl(queue).entries(entries));
    } catch (QueueDoesNotExistException e) {
      throw new ReplyQueueGoneException(queue, e);
    }
  }

  @Override
  public ReplyQueuePage list(@Nullable String cursor) {
    ListQueuesResponse response =
        sqs.listQueues(
            ListQueuesRequest.builder()
                .queueNamePrefix(config.replyQueuePrefix())
                .maxResults(LISTED_AT_ONCE)
                .nextToken(cursor)
                .build());
    List<ReplyQueuePage.ReplyQueue> queues = new ArrayList<>();
    for (String url : response.queueUrls()) {
      String name = url.substring(url.lastIndexOf('/') + 1);
      config
          .connectorOf(name)
          .ifPresent(connector -> queues.add(new ReplyQueuePage.ReplyQueue(url, connector)));
    }
    return new ReplyQueuePage(queues, response.nextToken());
  }

  @Override
  public Optional<Instant> createdAt(String queue) {
    try {
      String seconds =
          sqs.getQueueAttributes(
                  request ->
                      request.queueUrl(queue).attributeNames(QueueAttributeName.CREATED_TIMESTAMP))
              .attributes()
              .get(QueueAttributeName.CREATED_TIMESTAMP);
      return seconds == null
          ? Optional.empty()
          : Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)));
    } catch (QueueDoesNotExistException e) {
      return Optional.empty();
    }
  }
}
