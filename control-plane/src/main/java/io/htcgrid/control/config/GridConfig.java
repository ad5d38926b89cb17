package io.htcgrid.control.config;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a program has to know of a grid to reach it. Holds no secrets.
 *
 * @param grid the grid's name, part of every resource's name: 1 to {@value #MAX_NAME} lower-case
 *     letters, digits and hyphens, beginning with a letter and ending with none of the hyphens
 * @param region of its services; null: as the SDK finds it
 * @param dynamoDbEndpoint and the other endpoints: null: as the SDK finds them, by default AWS's
 *     own
 * @param bucket where payloads and results lie
 * @param priorityLevels how many task queues there are, 1 to {@value #MAX_PRIORITY_LEVELS}
 * @param fairQueues whether messages carry their fair-share key as message group
 * @param localCredentials sign with a fixed key, for services on this machine that accept any; goes
 *     with all three endpoints
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

  /**
   * Of a grid's name: S3 takes 63 characters for a bucket, and a deployed grid's is {@code
   * htcgrid-<grid>-<account>-<region>}, of which the longest names of regions leave 27.
   */
  public static final int MAX_NAME = 27;

  /** What a grid's name looks like, as a regular expression that CloudFormation reads too. */
  public static final String NAME_PATTERN =
      "(?!.*-replies)[a-z]([a-z0-9-]{0," + (MAX_NAME - 2) + "}[a-z0-9])?";

  public static final int MAX_PRIORITY_LEVELS = 10;
  public static final int DEFAULT_PRIORITY_LEVELS = 3;

  static final String LOCAL_REGION = "us-east-1";

  private static final Pattern GRID = Pattern.compile(NAME_PATTERN);
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

  /** S3's rules for a bucket's name, as far as a pattern tells. */
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private static final Pattern CONNECTOR = Pattern.compile("[A-Za-z0-9_-]{1,36}");
  private static final String REPLIES = "-replies-";

  /**
   * In the long form: in class files, javac 17 drops the {@code @Nullable} of a short one.
   *
   * @throws ConfigException with every problem, by key
   */
  public GridConfig(
      String grid,
      @Nullable String region,
      @Nullable URI dynamoDbEndpoint,
      @Nullable URI sqsEndpoint,
      @Nullable URI s3Endpoint,
      String bucket,
      int priorityLevels,
      boolean fairQueues,
      boolean localCredentials) {
    ConfigProblems problems = new ConfigProblems();
    checkName(problems, grid);
    problems.check(
        region == null || REGION.matcher(region).matches(),
        ConfigKey.REGION,
        "'" + region + "' is no region; name one such as eu-central-1");
    checkEndpoint(problems, ConfigKey.DYNAMODB_ENDPOINT, dynamoDbEndpoint);
    checkEndpoint(problems, ConfigKey.SQS_ENDPOINT, sqsEndpoint);
    checkEndpoint(problems, ConfigKey.S3_ENDPOINT, s3Endpoint);
    problems.check(
        BUCKET.matcher(bucket).matches(),
        ConfigKey.BUCKET,
        "'" + bucket + "' is no bucket name; take 3 to 63 of a-z, 0-9, '-' and '.'");
    problems.check(
        priorityLevels >= 1 && priorityLevels <= MAX_PRIORITY_LEVELS,
        ConfigKey.PRIORITY_LEVELS,
        priorityLevels + " is out of bounds; choose 1 to " + MAX_PRIORITY_LEVELS);
    problems.check(
        !localCredentials
            || (dynamoDbEndpoint != null && sqsEndpoint != null && s3Endpoint != null),
        ConfigKey.LOCAL_CREDENTIALS,
        "is for services on this machine; give dynamoDbEndpoint, sqsEndpoint and s3Endpoint too");
    problems.throwIfAny();
    this.grid = grid;
    this.region = region;
    this.dynamoDbEndpoint = dynamoDbEndpoint;
    this.sqsEndpoint = sqsEndpoint;
    this.s3Endpoint = s3Endpoint;
    this.bucket = bucket;
    this.priorityLevels = priorityLevels;
    this.fairQueues = fairQueues;
    this.localCredentials = localCredentials;
  }

  /**
   * Checks a name before anything is done in it: it becomes part of files' paths and of resources'
   * names.
   *
   * @throws ConfigException when no grid can have it
   */
  public static String requireName(String grid) {
    ConfigProblems problems = new ConfigProblems();
    checkName(problems, grid);
    problems.throwIfAny();
    return grid;
  }

  static void checkName(ConfigProblems problems, String grid) {
    boolean isLikeAQueue = grid.contains("-replies");
    problems.check(
        !isLikeAQueue,
        ConfigKey.GRID,
        "'" + grid + "' holds '-replies', which names reply queues; take another name");
    problems.check(
        isLikeAQueue || GRID.matcher(grid).matches(),
        ConfigKey.GRID,
        "'"
            + grid
            + "' is no grid name; take 1 to "
            + MAX_NAME
            + " of a-z, 0-9 and '-', a letter first and no '-' last");
  }

  private static void checkEndpoint(
      ConfigProblems problems, ConfigKey key, @Nullable URI endpoint) {
    if (endpoint == null) {
      return;
    }
    String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
    problems.check(
        (scheme.equals("http") || scheme.equals("https")) && endpoint.getHost() != null,
        key,
        "'" + endpoint + "' is no http or https URL; give one such as http://127.0.0.1:8000");
  }

  /** A grid in AWS, with defaults for the rest. */
  public static GridConfig of(String grid, String bucket) {
    return new GridConfig(
        grid, null, null, null, null, bucket, DEFAULT_PRIORITY_LEVELS, true, false);
  }

  /** A grid of services on this machine; its bucket is named after it. */
  public static GridConfig local(String grid, URI dynamoDb, URI sqs, URI s3) {
    return new GridConfig(
        grid, LOCAL_REGION, dynamoDb, sqs, s3, grid + "-data", DEFAULT_PRIORITY_LEVELS, true, true);
  }

  /** The name of the SSM parameter where a deployment leaves a grid's configuration. */
  public static String parameterName(String grid) {
    return "/htcgrid/" + grid + "/config";
  }

  public String stateTableName() {
    return grid + "-state";
  }

  public String taskQueueName(int level) {
    return grid + "-tasks-p" + level;
  }

  public String deadLetterQueueName() {
    return grid + "-dead-letters";
  }

  /**
   * The name of a connector's reply queue.
   *
   * @param connectorId 1 to 36 letters, digits, hyphens and underscores
   */
  public String replyQueueName(String connectorId) {
    if (!CONNECTOR.matcher(connectorId).matches()) {
      throw new IllegalArgumentException(
          "'" + connectorId + "' is no connector id; take 1 to 36 letters, digits, '-' and '_'");
    }
    return replyQueuePrefix() + connectorId;
  }

  /** What the names of the grid's reply queues begin with, and no other grid's queues do. */
  public String replyQueuePrefix() {
    return grid + REPLIES;
  }

  /** Whose reply queue it is; empty: another queue. */
  public Optional<String> connectorOf(String queueName) {
    return queueName.startsWith(replyQueuePrefix())
        ? Optional.of(queueName.substring(replyQueuePrefix().length()))
        : Optional.empty();
  }
}
