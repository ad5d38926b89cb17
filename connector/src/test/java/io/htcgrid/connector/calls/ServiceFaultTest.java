package io.htcgrid.connector.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.SqsException;

class ServiceFaultTest {

  @ParameterizedTest
  @CsvSource({
    "400, ProvisionedThroughputExceededException, PASSING",
    "400, ThrottlingException, PASSING",
    "503, SlowDown, PASSING",
    "500, InternalServerError, PASSING",
    "403, RequestTimeTooSkewed, PASSING",
    "400, AccessDeniedException, DENIED",
    "403, AccessDenied, DENIED",
    "403, InvalidAccessKeyId, DENIED",
    "400, UnrecognizedClientException, DENIED",
    "400, ExpiredTokenException, DENIED",
    "400, ResourceNotFoundException, MISSING",
    "400, AWS.SimpleQueueService.NonExistentQueue, MISSING",
    "404, NoSuchBucket, MISSING",
    "400, ValidationException, LASTING",
  })
  void aServicesErrorIsJudgedByItsCode(int status, String code, ServiceFault expected) {
    var error =
        SqsException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
    assertThat(ServiceFault.of(error)).isEqualTo(expected);
    assertThat(ServiceFault.comesFromAService(error)).isTrue();
  }

  @Test
  void troubleOnTheWayPasses() {
    assertThat(
            ServiceFault.of(
                SdkClientException.create("no route", new UnknownHostException("nowhere"))))
        .isEqualTo(ServiceFault.PASSING);
  }

  @Test
  void missingCredentialsDoNotPass() {
    assertThat(ServiceFault.of(SdkClientException.create("Unable to load credentials")))
        .isEqualTo(ServiceFault.LASTING);
  }

  @Test
  void anInterruptedCallIsInterrupted() {
    assertThat(ServiceFault.of(AbortedException.create("interrupted")))
        .isEqualTo(ServiceFault.INTERRUPTED);
  }

  @Test
  void ourOwnErrorsAreNoServices() {
    assertThat(ServiceFault.comesFromAService(new IllegalStateException())).isFalse();
    assertThat(ServiceFault.of(new IllegalStateException())).isEqualTo(ServiceFault.LASTING);
  }
}
