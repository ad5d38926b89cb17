package io.htcgrid.runtime.process;

import io.htcgrid.runtime.http.HttpCall;
import io.htcgrid.runtime.http.HttpEndpoint;
import io.htcgrid.runtime.http.HttpLimits;
import io.htcgrid.runtime.http.HttpReply;
import io.htcgrid.runtime.invocation.Invocation;
import java.time.Instant;
import java.util.HashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's Runtime API, as one process sees it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Using the Lambda
 *     runtime API</a>
 */
final class RuntimeApi implements HttpEndpoint {

  /** The largest result. */
  static final int RESPONSE_BYTES = 32 << 20;

  /** AWS's Java client sends up to 1 MiB of cause in a header with an error. */
  private static final int HEADER_BYTES = 2 << 20;

  static final HttpLimits LIMITS = new HttpLimits(RESPONSE_BYTES, HEADER_BYTES, 32);

  private static final String PREFIX = "/2018-06-01/runtime/";
  private static final String NEXT = PREFIX + "invocation/next";
  private static final String INIT_ERROR = PREFIX + "init/error";
  private static final Pattern ANSWER =
      Pattern.compile(PREFIX + "invocation/([^/]+)/(response|error)");

  /** What the Runtime API asks of a process. */
  interface Host {
    void next(HttpCall call);

    void response(String id, HttpCall call);

    void error(String id, HttpCall call);

    void initError(HttpCall call);

    void brokenAnswer(String id);
  }

  private final Host host;

  RuntimeApi(Host host) {
    this.host = host;
  }

  @Override
  public void handle(HttpCall call) {
    String path = call.rawPath();
    Matcher answer = ANSWER.matcher(path);
    if (path.equals(NEXT)) {
      if (isMethod("GET", call)) {
        host.next(call);
      }
    } else if (path.equals(INIT_ERROR)) {
      if (isMethod("POST", call)) {
        host.initError(call);
      }
    } else if (answer.matches()) {
      if (isMethod("POST", call)) {
        String id = answer.group(1);
        if (answer.group(2).equals("response")) {
          host.response(id, call);
        } else {
          host.error(id, call);
        }
      }
    } else {
      call.reply(problem(404, "NotFound", "The Runtime API has no " + path));
    }
  }

  @Override
  public void truncated(String method, String path) {
    Matcher answer = ANSWER.matcher(path);
    if (answer.matches()) {
      host.brokenAnswer(answer.group(1));
    }
  }

  private static boolean isMethod(String method, HttpCall call) {
    if (call.method().equals(method)) {
      return true;
    }
    call.reply(problem(405, "MethodNotAllowed", call.rawPath() + " takes " + method));
    return false;
  }

  /** The reply to {@code next}. Java's client ends its JVM unless there is a Content-Type. */
  static HttpReply invocation(Invocation invocation, Instant deadline) {
    var headers = new HashMap<String, String>();
    headers.put("Content-Type", invocation.contentType());
    headers.put("Lambda-Runtime-Aws-Request-Id", invocation.id());
    headers.put("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()));
    headers.put("Lambda-Runtime-Invoked-Function-Arn", invocation.arn());
    headers.put("Lambda-Runtime-Trace-Id", invocation.traceId());
    invocation
        .clientContext()
        .ifPresent(context -> headers.put("Lambda-Runtime-Client-Context", context));
    return new HttpReply(200, headers, invocation.payload());
  }

  static HttpReply accepted() {
    return HttpReply.json(202, "{\"status\":\"OK\"}");
  }

  static HttpReply unknownId() {
    return problem(400, "InvalidRequestID", "Invalid request ID");
  }

  static HttpReply notNow(String message) {
    return problem(403, "InvalidStateTransition", message);
  }

  static HttpReply tooLarge() {
    return problem(413, "RequestEntityTooLarge", "The limit is " + RESPONSE_BYTES + " bytes");
  }

  private static HttpReply problem(int status, String type, String message) {
    String text = message.replace("\\", "\\\\").replace("\"", "\\\"");
    return HttpReply.json(
        status, "{\"errorMessage\":\"" + text + "\",\"errorType\":\"" + type + "\"}");
  }
}
