package io.htcgrid.control.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;

/** A grid's queues as resources: one per priority level and the dead-letter queue. */
final class GridQueues {
  private static final Logger LOG = LoggerFactory.getLogger(GridQueues.class);

  private final GridConfig config;
  private final SqsClient sqs;

  GridQueues(GridConfig config, SqsClient sqs) {
    this.config = config;
    this.sqs = sqs;
  }

  void create() {
    String deadLetters = create(config.deadLetterQueueName(), Map.of());
    String redrive =
        "{\"deadLetterTargetArn\":\""
            + arn(deadLetters)
            + "\",\"maxReceiveCount\":"
            + QueueTerms.MAX_RECEIVES
            + "}";
    levels().forEach(name -> create(name, Map.of(QueueAttributeName.REDRIVE_POLICY, redrive)));
  }

  void delete() {
    levels().forEach(this::deleteNamed);
    deleteNamed(config.deadLetterQueueName());
    sqs.listQueuesPaginator(request -> request.queueNamePrefix(config.replyQueuePrefix()))
        .queueUrls()
        .forEach(this::deleteAt);
  }

  private List<String> levels() {
    return IntStream.range(0, config.priorityLevels()).mapToObj(config::taskQueueName).toList();
  }

  private String create(String name, Map<QueueAttributeName, String> more) {
    Map<QueueAttributeName, String> attributes = new HashMap<>(more);
    attributes.put(
        QueueAttributeName.MESSAGE_RETENTION_PERIOD,
        String.valueOf(QueueTerms.RETENTION.toSeconds()));
    attributes.put(
        QueueAttributeName.MAXIMUM_MESSAGE_SIZE, String.valueOf(QueueTerms.MAX_MESSAGE_BYTES));
    try {
      return sqs.createQueue(request -> request.queueName(name).attributes(attributes)).queueUrl();
    } catch (QueueNameExistsException e) {
      // With other attributes.
      String url = sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
      sqs.setQueueAttributes(request -> request.queueUrl(url).attributes(attributes));
      return url;
    }
  }

  private String arn(String url) {
    return String.valueOf(
        sqs.getQueueAttributes(
                request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN));
  }

  private void deleteNamed(String name) {
    try {
      deleteAt(sqs.getQueueUrl(request -> request.queueName(name)).queueUrl());
    } catch (QueueDoesNotExistException e) {
      LOG.debug("Queue {} was deleted before", name);
    }
  }

  private void deleteAt(String url) {
    try {
      sqs.deleteQueue(request -> request.queueUrl(url));
    } catch (QueueDoesNotExistException e) {
      LOG.debug("Queue {} was deleted before", url);
    }
  }
}
