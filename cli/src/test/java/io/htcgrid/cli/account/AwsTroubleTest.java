package io.htcgrid.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

class AwsTroubleTest {
  private static AwsTrouble of(SdkException error) {
    return AwsTrouble.of(error, "sqs:SendMessage", action -> "P-of-" + action);
  }

  private static AwsServiceException refusal(int status, String code, String message) {
    return AwsServiceException.builder()
        .statusCode(status)
        .message(message)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }

  @Test
  void aDeniedActionIsTheOneThatAwsNamesOrElseTheOneAskedFor() {
    assertThat(
            of(
                refusal(
                    400,
                    "AccessDeniedException",
                    "User: x is not authorized to perform: kms:GenerateDataKey on resource: y")))
        .isEqualTo(
            new AwsTrouble(
                AwsTrouble.Kind.DENIED,
                "kms:GenerateDataKey is denied to these credentials; policy"
                    + " P-of-kms:GenerateDataKey allows it"));
    assertThat(of(refusal(403, "Forbidden", "no")).sentence())
        .startsWith("sqs:SendMessage is denied");
  }

  @Test
  void credentialsRegionClockAndNetworkAreToldApart() {
    assertThat(of(refusal(403, "ExpiredToken", "old")).kind())
        .isEqualTo(AwsTrouble.Kind.BAD_CREDENTIALS);
    assertThat(of(refusal(403, "RequestTimeTooSkewed", "late")).kind())
        .isEqualTo(AwsTrouble.Kind.CLOCK);
    assertThat(of(SdkClientException.create("Unable to load credentials from any")).kind())
        .isEqualTo(AwsTrouble.Kind.NO_CREDENTIALS);
    assertThat(of(SdkClientException.create("Unable to load region from any")).kind())
        .isEqualTo(AwsTrouble.Kind.NO_REGION);
    AwsTrouble lost =
        of(SdkClientException.create("no", new UnknownHostException("sqs.eu-centrl-1")));
    assertThat(lost.kind()).isEqualTo(AwsTrouble.Kind.UNREACHABLE);
    assertThat(lost.sentence()).contains("sqs", "no such host: sqs.eu-centrl-1", "region's name");
    assertThat(of(refusal(400, "ValidationError", "too long")).sentence())
        .isEqualTo("too long (ValidationError)");
  }
}
