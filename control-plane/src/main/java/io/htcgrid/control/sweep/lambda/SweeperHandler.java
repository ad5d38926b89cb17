package io.htcgrid.control.sweep.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridFinder;
import io.htcgrid.control.sweep.SweepReport;
import io.htcgrid.control.sweep.Sweeper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Each invocation runs the sweeper once; what the event says does not matter. The result is {@link
 * ReportJson a report}. The invocation fails when a duty did, so that an alarm on errors sees it.
 *
 * <p>Finds its grid as every program does: with the variables {@code HTCGRID_*}, or by the name
 * alone in the parameter {@code /htcgrid/<grid>/config}. One invocation a minute, of 512 MB and 5
 * minutes at most, is what it is made for; several at once do no harm.
 */
public final class SweeperHandler implements RequestStreamHandler {
  /** With less left, no further duty begins: each is bounded, and may take this long. */
  static final Duration RESERVE = Duration.ofSeconds(60);

  private static final int CONNECTIONS = 4;

  private final Sweeper sweeper;

  /** As Lambda calls it; the clients live as long as the process. */
  public SweeperHandler() {
    this(Sweeper.of(open().services()));
  }

  SweeperHandler(Sweeper sweeper) {
    this.sweeper = sweeper;
  }

  private static GridClients open() {
    return GridClients.builder(GridFinder.ofThisProcess().find(Map.of()))
        .connections(CONNECTIONS)
        .open();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream result, Context context)
      throws IOException {
    int millis = context.getRemainingTimeInMillis();
    long reserve = Math.min(RESERVE.toMillis(), millis / 2);
    SweepReport report = sweeper.runOnce(() -> context.getRemainingTimeInMillis() < reserve);
    String json = ReportJson.write(report);
    if (report.failed()) {
      throw new SweepFailedException(json);
    }
    result.write(json.getBytes(StandardCharsets.UTF_8));
  }
}
