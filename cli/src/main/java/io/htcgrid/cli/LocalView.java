package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.LocalGridEntry;

/** A local grid, for people and for programs. */
final class LocalView {
  private LocalView() {}

  static ObjectNode json(LocalGridEntry entry) {
    GridConfig config = entry.config();
    ObjectNode node = Console.json().createObjectNode();
    node.put("grid", config.grid()).put("state", "RUNNING").put("pid", entry.pid());
    node.put("dynamoDbEndpoint", String.valueOf(config.dynamoDbEndpoint()));
    node.put("sqsEndpoint", String.valueOf(config.sqsEndpoint()));
    node.put("s3Endpoint", String.valueOf(config.s3Endpoint()));
    if (entry.runtimeEndpoint() != null) {
      node.put("runtimeEndpoint", entry.runtimeEndpoint().toString());
    }
    return node;
  }

  static String text(LocalGridEntry entry) {
    GridConfig config = entry.config();
    return "local grid "
        + config.grid()
        + " runs in process "
        + entry.pid()
        + " (DynamoDB "
        + config.dynamoDbEndpoint()
        + ", SQS "
        + config.sqsEndpoint()
        + ", S3 "
        + config.s3Endpoint()
        + (entry.runtimeEndpoint() == null ? "" : ", runtime " + entry.runtimeEndpoint())
        + ")";
  }
}
