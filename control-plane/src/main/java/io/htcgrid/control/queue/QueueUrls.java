package io.htcgrid.control.queue;

import io.htcgrid.control.config.GridConfig;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The URLs of a grid's own queues, each asked for once. Thread-safe. */
final class QueueUrls {
  private final SqsClient sqs;
  private final GridConfig config;
  private final ConcurrentMap<String, String> urlByName = new ConcurrentHashMap<>();

  QueueUrls(SqsClient sqs, GridConfig config) {
    this.sqs = sqs;
    this.config = config;
  }

  /**
   * Calls with the queue's URL.
   *
   * @throws QueueMissingException when there is no such queue
   */
  <T> T call(String name, Function<String, T> call) {
    try {
      return call.apply(urlByName.computeIfAbsent(name, this::ask));
    } catch (QueueDoesNotExistException e) {
      urlByName.remove(name);
      throw new QueueMissingException(name, config.grid(), place(), e);
    }
  }

  private String ask(String name) {
    return sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
  }

  private String place() {
    return config.sqsEndpoint() != null
        ? config.sqsEndpoint().toString()
        : sqs.serviceClientConfiguration().region().id();
  }
}
