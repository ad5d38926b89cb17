package io.htcgrid.connector.calls;

import io.htcgrid.control.queue.QueueMissingException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What an error of a service means to its caller. */
public enum ServiceFault {
  /** Throttled, down, slow or out of reach: the same call may succeed later. */
  PASSING,
  /** The caller has no permission. */
  DENIED,
  /** The grid's table, queue or bucket is not there. */
  MISSING,
  /** The thread was interrupted during the call. */
  INTERRUPTED,
  /** Anything else: the same call will fail again. */
  LASTING;

  private static final int FORBIDDEN = 403;
  private static final int SERVER_ERROR = 500;
  private static final Set<String> MISSING_CODES =
      Set.of(
          "ResourceNotFoundException",
          "QueueDoesNotExist",
          "AWS.SimpleQueueService.NonExistentQueue",
          "NoSuchBucket");

  /** Clock and signature trouble is answered with 403 too, and is no question of permissions. */
  private static final Set<String> CLOCK_CODES =
      Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");

  /** Credentials that are wrong or have expired. */
  private static final Set<String> CREDENTIAL_CODES =
      Set.of(
          "UnrecognizedClientException",
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidClientTokenId");

  /** Whether it comes from a service, or from the way there, and not from this library. */
  public static boolean comesFromAService(Throwable error) {
    return error instanceof SdkException || error instanceof QueueMissingException;
  }

  public static ServiceFault of(Throwable error) {
    if (error instanceof QueueMissingException) {
      return MISSING;
    }
    if (error instanceof AbortedException) {
      return INTERRUPTED;
    }
    if (error instanceof SdkServiceException refused) {
      return of(refused);
    }
    if (error instanceof ApiCallTimeoutException
        || error instanceof ApiCallAttemptTimeoutException) {
      return PASSING;
    }
    if (error instanceof SdkClientException failed) {
      return failed.retryable() || hasConnectionTrouble(failed) ? PASSING : LASTING;
    }
    return LASTING;
  }

  private static ServiceFault of(SdkServiceException refused) {
    String code = code(refused);
    if (refused.isThrottlingException()
        || refused.isClockSkewException()
        || refused.statusCode() >= SERVER_ERROR
        || (code != null && CLOCK_CODES.contains(code))) {
      return PASSING;
    }
    if (code != null && MISSING_CODES.contains(code)) {
      return MISSING;
    }
    if (refused.statusCode() == FORBIDDEN
        || (code != null && (code.startsWith("AccessDenied") || CREDENTIAL_CODES.contains(code)))) {
      return DENIED;
    }
    return refused.retryable() ? PASSING : LASTING;
  }

  private static @Nullable String code(SdkServiceException refused) {
    return refused instanceof AwsServiceException aws && aws.awsErrorDetails() != null
        ? aws.awsErrorDetails().errorCode()
        : null;
  }

  private static boolean hasConnectionTrouble(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof IOException || each instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
