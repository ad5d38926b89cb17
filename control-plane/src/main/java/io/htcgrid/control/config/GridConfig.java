package io.htcgrid.control.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a program has to know of a grid to reach it.
 *
 * @param grid the grid's name; part of every resource's name
 * @param region of its services; null: as the SDK finds it
 * @param dynamoDbEndpoint and the other endpoints: null: AWS's own
 * @param bucket where payloads and results lie
 * @param priorityLevels how many task queues there are, 1 to 10
 * @param fairQueues whether messages carry their fair-share key as message group
 * @param localCredentials sign with a fixed key, for services on this machine that accept any
 */
public record GridConfig(
    String grid,
    @Nullable String region,
    @Nullable URI dynamoDbEndpoint,
    @Nullable URI sqsEndpoint,
    @Nullable URI s3Endpoint,
    String bucket,
    int priorityLevels,
    boolean fairQueues,
    boolean localCredentials) {

  public String stateTableName() {
    return grid + "-state";
  }

  public String taskQueueName(int level) {
    return grid + "-tasks-p" + level;
  }

  public String deadLetterQueueName() {
    return grid + "-dead-letters";
  }

  public String replyQueueName(String connectorId) {
    return grid + "-replies-" + connectorId;
  }
}
