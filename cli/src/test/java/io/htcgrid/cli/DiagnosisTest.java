package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.SqsException;

class DiagnosisTest {
  private static Diagnosis refused(int status, String code, String message) {
    return Diagnosis.of(
        SqsException.builder()
            .statusCode(status)
            .requestId("42")
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .serviceName("Sqs")
                    .errorCode(code)
                    .errorMessage(message)
                    .build())
            .build());
  }

  @Test
  void whatAwsSaysIsToldAsWhatSomebodyCanDo() {
    assertThat(
            refused(
                403,
                "AccessDenied",
                "User: arn:aws:iam::1:user/x is not authorized to perform:"
                    + " sqs:getqueueattributes on resource: y"))
        .isEqualTo(
            new Diagnosis(
                ExitCode.SERVICE,
                "sqs:getqueueattributes is denied to these credentials; 'htcgrid doctor' names the"
                    + " policy that allows it"));
    assertThat(refused(500, "InternalFailure", "later").sentence())
        .isEqualTo("AWS does not answer as it should; try again later: later (InternalFailure)");
    assertThat(refused(400, "InvalidAddress", "wrong").sentence())
        .isEqualTo("AWS refuses a call: wrong (InvalidAddress)");
    assertThat(refused(403, "ExpiredToken", "old").sentence()).contains("aws sso login");
    assertThat(
            Diagnosis.of(
                    SdkClientException.create(
                        "Unable to execute HTTP request", new ConnectException("refused")))
                .sentence())
        .startsWith("service of the grid cannot be reached (refused); check");
  }
}
