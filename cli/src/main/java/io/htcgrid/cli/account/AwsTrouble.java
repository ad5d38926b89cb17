package io.htcgrid.cli.account;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Why AWS did not do what it was asked to.
 *
 * @param sentence what is the matter and what to do; without a full stop
 */
public record AwsTrouble(Kind kind, String sentence) {
  /** Whose matter it is. */
  public enum Kind {
    NO_CREDENTIALS,
    BAD_CREDENTIALS,
    NO_REGION,
    CLOCK,
    DENIED,
    UNREACHABLE,
    /** Anything else; the sentence is the service's. */
    OTHER
  }

  private static final int FORBIDDEN = 403;
  private static final Pattern ACTION =
      Pattern.compile("not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9*]+)");
  private static final Set<String> CREDENTIAL_CODES =
      Set.of(
          "UnrecognizedClientException",
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "InvalidToken",
          "SignatureDoesNotMatch");
  private static final Set<String> CLOCK_CODES =
      Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");

  /**
   * Tells what went wrong.
   *
   * @param action what was asked for, such as {@code sqs:SendMessage}, where AWS does not say it
   * @param policyOf the policy that allows an action
   */
  public static AwsTrouble of(SdkException error, String action, UnaryOperator<String> policyOf) {
    if (error instanceof AwsServiceException refused) {
      return of(refused, action, policyOf);
    }
    String message = String.valueOf(error.getMessage());
    if (message.startsWith("Unable to load credentials")) {
      return new AwsTrouble(
          Kind.NO_CREDENTIALS,
          "no AWS credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY, or run where a role gives them");
    }
    if (message.startsWith("Unable to load region")) {
      return noRegion();
    }
    if (error instanceof ApiCallTimeoutException
        || error instanceof ApiCallAttemptTimeoutException
        || (error instanceof SdkClientException && connection(error) != null)) {
      return new AwsTrouble(
          Kind.UNREACHABLE,
          service(action)
              + " cannot be reached ("
              + reason(error)
              + "); check the region's name, the network, and AWS_ENDPOINT_URL if it is set");
    }
    return new AwsTrouble(Kind.OTHER, message);
  }

  private static AwsTrouble of(
      AwsServiceException refused, String action, UnaryOperator<String> policyOf) {
    String code =
        refused.awsErrorDetails() == null
            ? ""
            : String.valueOf(refused.awsErrorDetails().errorCode());
    if (CREDENTIAL_CODES.contains(code)) {
      return new AwsTrouble(
          Kind.BAD_CREDENTIALS,
          "AWS does not accept the credentials ("
              + code
              + "); renew them, for example with 'aws sso login'");
    }
    if (CLOCK_CODES.contains(code) || refused.isClockSkewException()) {
      return new AwsTrouble(
          Kind.CLOCK, "AWS refuses this machine's clock (" + code + "); set it right");
    }
    String said = String.valueOf(refused.getMessage());
    String named = deniedAction(said);
    if (named != null
        || code.startsWith("AccessDenied")
        || code.startsWith("UnauthorizedOperation")
        || refused.statusCode() == FORBIDDEN) {
      String denied = named == null ? action : named;
      return new AwsTrouble(Kind.DENIED, denied(denied, policyOf.apply(denied)));
    }
    return new AwsTrouble(
        Kind.OTHER,
        refused.awsErrorDetails() == null || refused.awsErrorDetails().errorMessage() == null
            ? said
            : refused.awsErrorDetails().errorMessage() + " (" + code + ")");
  }

  /** No region is set anywhere. */
  public static AwsTrouble noRegion() {
    return new AwsTrouble(
        Kind.NO_REGION, "no AWS region is set; give --region, or set AWS_REGION or AWS_PROFILE");
  }

  /** The sentence for an action that is denied. */
  public static String denied(String action, String policy) {
    return action + " is denied to these credentials; policy " + policy + " allows it";
  }

  /** The action that a message of AWS says is denied; null: it says none. */
  public static @Nullable String deniedAction(String message) {
    Matcher matcher = ACTION.matcher(message);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static String service(String action) {
    int colon = action.indexOf(':');
    return "service " + (colon < 0 ? action : action.substring(0, colon));
  }

  private static String reason(Throwable error) {
    IOException connection = connection(error);
    if (connection == null) {
      return "it does not answer";
    }
    return connection instanceof UnknownHostException
        ? "no such host: " + connection.getMessage()
        : String.valueOf(connection.getMessage());
  }

  private static @Nullable IOException connection(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof IOException connection) {
        return connection;
      }
    }
    return null;
  }
}
