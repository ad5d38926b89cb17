package io.htcgrid.bench.chaos;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does what its payload says, some of it bad, and writes down when. */
public final class ChaosFunction implements RequestStreamHandler {
  static final String AGENT_PID = "HTCGRID_CHAOS_AGENT_PID";
  static final String TRACE = "HTCGRID_CHAOS_TRACE";
  static final String MARK = "HTCGRID_CHAOS_MARK";

  private static final int LOG_LINES = 10_000;
  private static final String LOG_LINE = "0123456789".repeat(10).substring(1);
  private static final int RESULT_LIMIT = 32 << 20;
  private static final int MIB = 1 << 20;

  private final RunTrace.Writer trace;

  public ChaosFunction() throws IOException {
    trace = RunTrace.writer(System.getenv(TRACE), ProcessHandle.current().pid());
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    ChaosTask task = ChaosTask.parse(input.readAllBytes());
    int attempt =
        Integer.parseInt(context.getClientContext().getCustom().getOrDefault("attempt", "0"));
    trace.begun(task.id(), attempt);
    if (task.deed().endsItsProcess()) {
      // It cannot tell afterwards, and must not look as if its agent had been lost.
      trace.ended(task.id(), attempt);
      perform(task, attempt, output, context);
      return;
    }
    try {
      perform(task, attempt, output, context);
    } finally {
      trace.ended(task.id(), attempt);
    }
  }

  private static void perform(ChaosTask task, int attempt, OutputStream output, Context context)
      throws IOException {
    switch (task.deed()) {
      case QUICK, LARGE -> {}
      case SLOW, LONG -> pause(task.millis());
      case LOG -> log();
      case FORK ->
          new ProcessBuilder("setsid", "sh", "-c", "sleep 3600; :", System.getenv(MARK)).start();
      case FLAKY -> {
        if (attempt <= task.failures()) {
          throw new FlakyException("attempt " + attempt + " of task " + task.id());
        }
      }
      case THROW -> throw new IllegalStateException("task " + task.id());
      case EXIT -> System.exit(3);
      case HANG -> pause(TimeUnit.HOURS.toMillis(1));
      case MEMORY -> eat();
      case OVERSIZE -> {
        flood(output);
        return;
      }
      case MALFORMED -> report(context, "oops");
      case KILLER -> {
        pause(task.millis());
        ProcessHandle.of(Long.parseLong(System.getenv(AGENT_PID)))
            .ifPresent(ProcessHandle::destroyForcibly);
        pause(TimeUnit.HOURS.toMillis(1));
      }
    }
    output.write(task.answer());
  }

  private static void pause(long millis) {
    try {
      if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nobody counts down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void log() {
    for (int i = 0; i < LOG_LINES; i++) {
      System.out.println(LOG_LINE);
    }
  }

  private static void eat() {
    List<byte[]> eaten = new ArrayList<>();
    while (eaten.size() < MIB) {
      eaten.add(new byte[MIB]);
    }
  }

  private static void flood(OutputStream output) throws IOException {
    byte[] piece = new byte[MIB];
    for (int written = 0; written <= RESULT_LIMIT; written += MIB) {
      output.write(piece);
    }
  }

  /** Reports an error that is none, by the Runtime API. */
  private static void report(Context context, String body) throws IOException {
    URI api =
        URI.create(
            "http://"
                + System.getenv("AWS_LAMBDA_RUNTIME_API")
                + "/2018-06-01/runtime/invocation/"
                + context.getAwsRequestId()
                + "/error");
    HttpURLConnection connection = (HttpURLConnection) api.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    connection.getResponseCode();
    connection.disconnect();
  }
}
