package io.htcgrid.bench.estimate;

/**
 * How long things take on average, in seconds. The calls' are the means of the log-normal delays in
 * {@code aws-like.toml}: 1.19 times their medians of 35, 4 and 10 ms.
 */
final class ServiceTimes {
  static final double S3_PUT = 0.042;
  static final double DYNAMODB = 0.0048;
  static final double SQS = 0.012;

  /**
   * What a task occupies its slot's vCPU for besides its work, measured by {@code bench footprint}
   * on two slow cores: 2.75 ms of the agent, 0.55 ms of the Lambda runtime and 0.47 ms of the
   * function's process.
   */
  static final double SLOT_OVERHEAD = 0.0038;

  /**
   * From the submission of one task to its result in hand, measured by {@code bench latency} with
   * AWS-like delays.
   */
  static final double ONE_TASK = 0.152;

  private ServiceTimes() {}
}
