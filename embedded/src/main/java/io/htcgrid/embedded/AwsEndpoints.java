package io.htcgrid.embedded;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the services are and how to sign for them. An endpoint or key that is null stands for AWS's
 * own: the region's endpoint, the default credential chain.
 *
 * @param dynamoDb DynamoDB's endpoint
 * @param sqs SQS's endpoint
 * @param s3 S3's endpoint; it serves path-style requests only
 * @param region the region to sign for
 * @param accessKeyId the access key, given with its secret or not at all
 * @param secretAccessKey the secret of the access key
 */
public record AwsEndpoints(
    @Nullable URI dynamoDb,
    @Nullable URI sqs,
    @Nullable URI s3,
    String region,
    @Nullable String accessKeyId,
    @Nullable String secretAccessKey) {

  public AwsEndpoints {
    Objects.requireNonNull(region, "region");
    if ((accessKeyId == null) != (secretAccessKey == null)) {
      throw new IllegalArgumentException(
          "accessKeyId and secretAccessKey go together: give both or neither");
    }
  }

  /** Does not show the secret. */
  @Override
  public String toString() {
    return "AwsEndpoints[dynamoDb="
        + dynamoDb
        + ", sqs="
        + sqs
        + ", s3="
        + s3
        + ", region="
        + region
        + ", accessKeyId="
        + accessKeyId
        + "]";
  }
}
