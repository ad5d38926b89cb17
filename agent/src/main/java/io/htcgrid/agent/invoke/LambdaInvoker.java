package io.htcgrid.agent.invoke;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.TaskError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LogType;

/**
 * Calls functions through the SDK's client: of the runtime beside the agent, of AWS's emulator, or
 * of Lambda itself. It neither repeats a call nor ends one before the task's own timeout: both are
 * the task's affair, and a repetition would be a second try that nobody counts. A task without a
 * timeout of its own may run for {@link #LONGEST}, so that a runtime that froze does not keep a
 * slot and a lease until the session's deadline.
 */
public final class LambdaInvoker implements FunctionInvoker {
  /**
   * The longest a task may run that has no timeout: the longest that the runtime lets a function
   * run, 12 hours, and a margin in which the runtime says so itself.
   */
  public static final Duration LONGEST = Duration.ofHours(12).plusMinutes(10);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /**
   * How long beyond its timeout a call may take: a runtime counts the timeout from when the call
   * gets its slot, for which it may wait five seconds, and needs a while to say that it ended it.
   */
  private static final Duration BACKSTOP = Duration.ofSeconds(8);

  private static final int REQUEST_TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_SERVER_ERROR = 500;

  /** Answered with 502, but waiting does not help: the function has to be mended. */
  private static final Set<String> FUNCTION_AT_FAULT =
      Set.of(
          "InvalidRuntimeException",
          "InvalidZipFileException",
          "InvalidSecurityGroupIDException",
          "InvalidSubnetIDException",
          "KMSAccessDeniedException",
          "KMSDisabledException",
          "KMSInvalidStateException",
          "KMSNotFoundException");

  /**
   * The caller's credentials or clock, not the function: they are renewed, or another agent's work.
   */
  private static final Set<String> CALLER_AT_FAULT =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "MissingAuthenticationTokenException",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");

  private final AbortableHttpClient http;
  private final LambdaClient lambda;
  private final Duration longest;
  private final Duration backstop;

  private LambdaInvoker(
      AbortableHttpClient http, LambdaClient lambda, Duration longest, Duration backstop) {
    this.http = http;
    this.lambda = lambda;
    this.longest = longest;
    this.backstop = backstop;
  }

  /**
   * Makes a client; makes no call.
   *
   * @param endpoint of a runtime, which gets unsigned requests; null: Lambda itself, as the SDK
   *     finds region and credentials
   * @param slots how many calls there may be at once
   */
  public static LambdaInvoker connect(@Nullable URI endpoint, int slots) {
    return connect(endpoint, slots, LONGEST, BACKSTOP);
  }

  static LambdaInvoker connect(
      @Nullable URI endpoint, int slots, Duration longest, Duration backstop) {
    SdkHttpClient connections =
        Apache5HttpClient.builder()
            .maxConnections(slots)
            .connectionTimeout(CONNECT_TIMEOUT)
            // A function may be silent for as long as it runs.
            .socketTimeout(Duration.ZERO)
            .tcpKeepAlive(true)
            .build();
    AbortableHttpClient http = new AbortableHttpClient(connections);
    LambdaClientBuilder builder =
        LambdaClient.builder()
            .httpClient(http)
            .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    if (endpoint != null) {
      builder
          .endpointOverride(endpoint)
          .region(Region.US_EAST_1)
          .credentialsProvider(AnonymousCredentialsProvider.create());
    }
    return new LambdaInvoker(http, builder.build(), longest, backstop);
  }

  @Override
  public InvokeOutcome invoke(FunctionCall call, Invocation invocation) {
    if (invocation.aborted()) {
      return new InvokeOutcome.Aborted();
    }
    if (call.function().isBlank()) {
      // The client refuses it without a word on whose fault it is.
      return failed(
          FailureKind.FUNCTION_UNAVAILABLE,
          "InvalidParameterValueException",
          "the task's function has no name");
    }
    http.enter(invocation);
    try {
      return outcome(lambda.invoke(request(call)));
    } catch (SdkException e) {
      return invocation.aborted() ? new InvokeOutcome.Aborted() : outcome(call, e);
    } finally {
      http.leave();
      // The timeout of a call that ends at the same moment may leave it set.
      Thread.interrupted();
    }
  }

  private InvokeRequest request(FunctionCall call) {
    return InvokeRequest.builder()
        .functionName(call.function())
        .clientContext(ClientContext.of(call))
        .logType(LogType.TAIL)
        .payload(SdkBytes.fromByteArrayUnsafe(call.payload()))
        .overrideConfiguration(o -> o.apiCallTimeout(timeout(call).plus(backstop)))
        .build();
  }

  private Duration timeout(FunctionCall call) {
    Duration own = call.timeout();
    return own == null ? longest : own;
  }

  private static InvokeOutcome outcome(InvokeResponse response) {
    byte[] payload =
        response.payload() == null ? new byte[0] : response.payload().asByteArrayUnsafe();
    if (response.functionError() == null) {
      return new InvokeOutcome.Returned(payload);
    }
    return new InvokeOutcome.Failed(
        FunctionErrors.parse(response.functionError(), payload), logTail(response));
  }

  private InvokeOutcome outcome(FunctionCall call, SdkException failure) {
    if (failure instanceof ApiCallTimeoutException) {
      return failed(
          FailureKind.TASK_TIMED_OUT,
          FunctionErrors.TIMED_OUT,
          "attempt " + call.attempt() + " took longer than its timeout of " + timeout(call));
    }
    if (failure instanceof LambdaException refused && isFinal(refused)) {
      return failed(
          FailureKind.FUNCTION_UNAVAILABLE,
          code(refused),
          "function " + call.function() + " cannot be invoked: " + text(refused));
    }
    if (brokeOff(failure)) {
      return new InvokeOutcome.Broken(
          new TaskError(
              FailureKind.FUNCTION_CRASHED,
              FunctionErrors.RUNTIME_LOST,
              "the runtime hung up during attempt " + call.attempt() + ": " + text(failure)));
    }
    return new InvokeOutcome.Unavailable(
        "function " + call.function() + " could not be called: " + text(failure));
  }

  /** Whether asking again would bring the same answer. */
  private static boolean isFinal(LambdaException refused) {
    int status = refused.statusCode();
    if (FUNCTION_AT_FAULT.contains(code(refused))) {
      return true;
    }
    return status < FIRST_SERVER_ERROR
        && status != TOO_MANY_REQUESTS
        && status != CONFLICT
        && status != REQUEST_TIMEOUT
        && !refused.isThrottlingException()
        && !CALLER_AT_FAULT.contains(code(refused));
  }

  /** Whether the connection ended after it was made, as far as exceptions tell. */
  private static boolean brokeOff(SdkException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        String said = String.valueOf(cause.getMessage());
        return !(said.contains("unreachable")
            || said.contains("Too many open files")
            || cause instanceof BindException
            || cause instanceof ConnectException
            || cause instanceof NoRouteToHostException
            || cause instanceof UnknownHostException
            || cause instanceof SSLHandshakeException
            // To connect, or to get a connection of the pool; a reply has all the time of its call.
            || cause instanceof InterruptedIOException);
      }
    }
    return false;
  }

  private static String code(LambdaException refused) {
    AwsErrorDetails details = refused.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    return code == null || code.isEmpty() ? "Http" + refused.statusCode() : code;
  }

  private static InvokeOutcome failed(FailureKind kind, String type, String message) {
    return new InvokeOutcome.Failed(new TaskError(kind, type, message), null);
  }

  /** What the service says, without what the SDK adds to it: an error's message is short. */
  private static String text(SdkException failure) {
    AwsErrorDetails details =
        failure instanceof LambdaException refused ? refused.awsErrorDetails() : null;
    String said = details == null ? null : details.errorMessage();
    String message = said == null || said.isBlank() ? failure.getMessage() : said;
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static @Nullable String logTail(InvokeResponse response) {
    String encoded = response.logResult();
    if (encoded == null || encoded.isEmpty()) {
      return null;
    }
    try {
      return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public void close() {
    lambda.close();
    http.close();
  }
}
