package io.htcgrid.embedded.faults;

import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Errors as the SDK makes them of the services' own answers. */
final class ServiceErrors {
  private ServiceErrors() {}

  static AwsServiceException throttled(Call call) {
    return switch (call.service()) {
      case "DynamoDb" ->
          error(
              ProvisionedThroughputExceededException.builder(),
              call,
              400,
              "ProvisionedThroughputExceededException");
      case "Sqs" -> error(SqsException.builder(), call, 400, "RequestThrottled");
      case "S3" -> error(S3Exception.builder(), call, 503, "SlowDown");
      default -> error(AwsServiceException.builder(), call, 429, "ThrottlingException");
    };
  }

  static AwsServiceException internal(Call call) {
    return switch (call.service()) {
      case "DynamoDb" ->
          error(InternalServerErrorException.builder(), call, 500, "InternalServerError");
      case "Sqs" -> error(SqsException.builder(), call, 500, "InternalFailure");
      case "S3" -> error(S3Exception.builder(), call, 500, "InternalError");
      default -> error(AwsServiceException.builder(), call, 500, "InternalError");
    };
  }

  /** A break of the connection, as the SDK reports it. */
  static SdkClientException broken(Call call, IOException cause) {
    return SdkClientException.create(
        "Unable to execute HTTP request: " + cause.getMessage() + " (injected, " + call + ")",
        cause);
  }

  private static AwsServiceException error(
      AwsServiceException.Builder builder, Call call, int status, String code) {
    String message = "injected into " + call;
    builder.statusCode(status).requestId("injected").message(message);
    return builder
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName(call.service())
                .errorCode(code)
                .errorMessage(message)
                .build())
        .build();
  }
}
