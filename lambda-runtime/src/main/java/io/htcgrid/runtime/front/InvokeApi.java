package io.htcgrid.runtime.front;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.runtime.function.FunctionCatalog;
import io.htcgrid.runtime.http.HttpCall;
import io.htcgrid.runtime.http.HttpEndpoint;
import io.htcgrid.runtime.http.HttpLimits;
import io.htcgrid.runtime.http.HttpReply;
import io.htcgrid.runtime.invocation.ServiceError;
import io.htcgrid.runtime.process.Invoker;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's Invoke API, and a page on the runtime's health.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
public final class InvokeApi implements HttpEndpoint {

  /** The largest payload. Lambda itself takes 6 MB. */
  static final int PAYLOAD_BYTES = 32 << 20;

  private static final int HEADER_BYTES = 256 << 10;
  private static final int CONNECTIONS = 1024;

  /** What the front accepts. */
  public static final HttpLimits LIMITS = new HttpLimits(PAYLOAD_BYTES, HEADER_BYTES, CONNECTIONS);

  private static final Pattern INVOCATIONS =
      Pattern.compile("/2015-03-31/functions/([^/]+)/invocations/?");
  private static final String HEALTH = "/health";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final FunctionCatalog functions;
  private final Executor folderReader;
  private final Invoker invoker;
  private final FrontSettings settings;

  /**
   * @param folderReader runs what reads folders
   */
  public InvokeApi(
      FunctionCatalog functions, Executor folderReader, Invoker invoker, FrontSettings settings) {
    this.functions = functions;
    this.folderReader = folderReader;
    this.invoker = invoker;
    this.settings = settings;
  }

  @Override
  public void handle(HttpCall call) {
    Matcher invocations = INVOCATIONS.matcher(call.rawPath());
    if (invocations.matches() && call.method().equals("POST")) {
      new InvokeRequest(call, functions, folderReader, invoker, settings)
          .begin(invocations.group(1));
    } else if (call.rawPath().equals(HEALTH)
        && (call.method().equals("GET") || call.method().equals("HEAD"))) {
      call.reply(health());
    } else {
      String message =
          call.method()
              + " "
              + call.rawPath()
              + " is not an operation of this runtime; it has "
              + "POST /2015-03-31/functions/NAME/invocations and GET "
              + HEALTH;
      call.reply(
          Replies.refused(ServiceError.UNKNOWN_OPERATION, message, UUID.randomUUID().toString()));
    }
  }

  private HttpReply health() {
    var health = JSON.createObjectNode();
    health.put("status", "ok");
    health.put("slots", settings.slots());
    health.put("busy", invoker.busy());
    health.put("processes", invoker.processes());
    var names = health.putArray("functions");
    functions.names().forEach(names::add);
    var problems = health.putArray("problems");
    functions
        .problems()
        .forEach(
            problem ->
                problems
                    .addObject()
                    .put("path", problem.path().toString())
                    .put("field", problem.field())
                    .put("message", problem.message()));
    return HttpReply.json(200, Replies.text(health));
  }
}
