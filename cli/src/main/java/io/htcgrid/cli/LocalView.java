package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.control.config.GridConfig;

/** A local grid, for people and for programs. */
final class LocalView {
  private LocalView() {}

  static ObjectNode json(GridConfig config, long pid) {
    ObjectNode node = Console.json().createObjectNode();
    node.put("grid", config.grid()).put("state", "RUNNING").put("pid", pid);
    node.put("dynamoDbEndpoint", String.valueOf(config.dynamoDbEndpoint()));
    node.put("sqsEndpoint", String.valueOf(config.sqsEndpoint()));
    node.put("s3Endpoint", String.valueOf(config.s3Endpoint()));
    return node;
  }

  static String text(GridConfig config, long pid) {
    return "local grid "
        + config.grid()
        + " runs in process "
        + pid
        + " (DynamoDB "
        + config.dynamoDbEndpoint()
        + ", SQS "
        + config.sqsEndpoint()
        + ", S3 "
        + config.s3Endpoint()
        + ")";
  }
}
