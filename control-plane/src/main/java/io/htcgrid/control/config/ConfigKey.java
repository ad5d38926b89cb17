package io.htcgrid.control.config;

/** The settings of a {@link GridConfig}, with their names in files and in the environment. */
enum ConfigKey {
  GRID("grid", "HTCGRID_GRID"),
  REGION("region", "HTCGRID_REGION"),
  DYNAMODB_ENDPOINT("dynamoDbEndpoint", "HTCGRID_DYNAMODB_ENDPOINT"),
  SQS_ENDPOINT("sqsEndpoint", "HTCGRID_SQS_ENDPOINT"),
  S3_ENDPOINT("s3Endpoint", "HTCGRID_S3_ENDPOINT"),
  BUCKET("bucket", "HTCGRID_BUCKET"),
  PRIORITY_LEVELS("priorityLevels", "HTCGRID_PRIORITY_LEVELS"),
  FAIR_QUEUES("fairQueues", "HTCGRID_FAIR_QUEUES"),
  LOCAL_CREDENTIALS("localCredentials", "HTCGRID_LOCAL_CREDENTIALS");

  private final String key;
  private final String variable;

  ConfigKey(String key, String variable) {
    this.key = key;
    this.variable = variable;
  }

  /** In a profile file, in JSON, and in a map of flags. */
  String key() {
    return key;
  }

  /** In the environment. */
  String variable() {
    return variable;
  }
}
