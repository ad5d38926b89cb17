package io.htcgrid.bench.price;

/**
 * What AWS bills, counted. Fractions are averages.
 *
 * @param sqsRequests a request of more than 64 KiB counts as several
 * @param fairQueueRequests those of them that name a message group
 * @param writeUnits of DynamoDB, as are {@code readUnits}
 * @param s3Puts puts and lists
 * @param s3Gets gets and whatever else is billed as one
 */
public record Use(
    double sqsRequests,
    double fairQueueRequests,
    double writeUnits,
    double readUnits,
    double s3Puts,
    double s3Gets) {
  public static final Use NONE = new Use(0, 0, 0, 0, 0, 0);

  public Use plus(Use other) {
    return new Use(
        sqsRequests + other.sqsRequests,
        fairQueueRequests + other.fairQueueRequests,
        writeUnits + other.writeUnits,
        readUnits + other.readUnits,
        s3Puts + other.s3Puts,
        s3Gets + other.s3Gets);
  }

  /** The same but for its puts. */
  public Use withS3Puts(double puts) {
    return new Use(sqsRequests, fairQueueRequests, writeUnits, readUnits, puts, s3Gets);
  }

  public Use times(double factor) {
    return new Use(
        sqsRequests * factor,
        fairQueueRequests * factor,
        writeUnits * factor,
        readUnits * factor,
        s3Puts * factor,
        s3Gets * factor);
  }
}
