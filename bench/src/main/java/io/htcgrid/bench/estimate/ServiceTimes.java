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
   * What a task occupies its slot's vCPU for besides its work: 0.4 ms for a warm invocation and 1
   * ms of the agent's own processor time, the targets of {@code bench runtime} and {@code
   * footprint}.
   */
  static final double SLOT_OVERHEAD = 0.0014;

  /** From the submission of one task to its result in hand: the target of {@code bench latency}. */
  static final double ONE_TASK = 0.16;

  private ServiceTimes() {}
}
