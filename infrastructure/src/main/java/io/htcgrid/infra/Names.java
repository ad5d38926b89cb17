package io.htcgrid.infra;

import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridConfigCodec;
import software.amazon.awscdk.Aws;

/**
 * The names of a grid's resources, as {@link GridConfig} makes them, of a grid whose own name may
 * be known only when it is deployed.
 */
final class Names {
  /** No word that the configuration has for something else. */
  private static final String SAMPLE = "its-grid";

  private static final int SAMPLE_LEVELS = 7;
  private static final GridConfig LAYOUT =
      new GridConfig(
          SAMPLE, "its-region", null, null, null, "its-bucket", SAMPLE_LEVELS, true, false);

  private final String grid;

  /**
   * @param grid its name, or the token that becomes it
   */
  Names(String grid) {
    this.grid = grid;
  }

  String grid() {
    return grid;
  }

  String table() {
    return of(LAYOUT.stateTableName());
  }

  String taskQueue(int level) {
    return of(LAYOUT.taskQueueName(level));
  }

  /** Fits the task queues of all levels, which are single digits, and no other queue. */
  String taskQueues() {
    String first = LAYOUT.taskQueueName(0);
    return of(first.substring(0, first.length() - 1) + "?");
  }

  String deadLetterQueue() {
    return of(LAYOUT.deadLetterQueueName());
  }

  /** Fits the reply queues of all connectors. */
  String replyQueues() {
    return of(LAYOUT.replyQueuePrefix() + "*");
  }

  /** Of the SSM parameter with the configuration. */
  String parameter() {
    return GridConfig.parameterName(SAMPLE).replace("/" + SAMPLE + "/", "/" + grid + "/");
  }

  String bucket() {
    return prefix() + "-" + Aws.ACCOUNT_ID + "-" + Aws.REGION;
  }

  /** What all other names begin with, those of functions, roles, policies and alarms. */
  String prefix() {
    return "htcgrid-" + grid;
  }

  /** Of what a role may do, such as {@code agent}. */
  String policy(String role) {
    return prefix() + "-" + role;
  }

  String sweeper() {
    return prefix() + "-sweeper";
  }

  String agents() {
    return prefix() + "-agents";
  }

  String sweeperLogs() {
    return "/aws/lambda/" + sweeper();
  }

  String agentLogs() {
    return "/htcgrid/" + grid + "/agents";
  }

  /** The grid's configuration as JSON. */
  String config(String priorityLevels) {
    return GridConfigCodec.encode(LAYOUT)
        .replace(quoted(SAMPLE), quoted(grid))
        .replace(quoted("its-region"), quoted(Aws.REGION))
        .replace(quoted("its-bucket"), quoted(bucket()))
        .replace(":" + SAMPLE_LEVELS, ":" + priorityLevels);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private String of(String laidOut) {
    return grid + laidOut.substring(SAMPLE.length());
  }
}
