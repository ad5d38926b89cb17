package io.htcgrid.agent;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.control.MetricNames;
import io.htcgrid.control.TaskState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened since the last line, as a line in CloudWatch's embedded metric format: where the
 * agent's output goes to CloudWatch Logs, its metrics are read out of that. For one thread at a
 * time.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">AWS:
 *     embedded metric format</a>
 */
final class MetricLines {
  static final Duration INTERVAL = Duration.ofMinutes(1);

  /** Silent unless {@code HTCGRID_AGENT_METRIC_LINES} is INFO (logback-main.xml). */
  private static final Logger LINES = LoggerFactory.getLogger("htcgrid.metrics");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String grid;
  private final String agent;
  private final InstantSource clock;
  private final Map<String, LongSupplier> counts = new LinkedHashMap<>();
  private final Map<String, Long> told = new HashMap<>();

  MetricLines(AgentMetrics metrics, String grid, String agent, InstantSource clock) {
    this.grid = grid;
    this.agent = agent;
    this.clock = clock;
    counts.put(MetricNames.COMPLETED, () -> metrics.count(TaskState.COMPLETED));
    counts.put(MetricNames.FAILED, () -> metrics.count(TaskState.FAILED));
    counts.put(MetricNames.RETRIED, metrics::retries);
  }

  void tell() {
    if (LINES.isInfoEnabled()) {
      LINES.info("{}", next());
    }
  }

  /** The line of what happened since the last one. */
  String next() {
    ObjectNode line = JSON.createObjectNode();
    ObjectNode about = line.putObject("_aws");
    about.put("Timestamp", clock.millis());
    ObjectNode directive = about.putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", MetricNames.NAMESPACE);
    directive.putArray("Dimensions").addArray().add(MetricNames.GRID);
    ArrayNode metrics = directive.putArray("Metrics");
    line.put(MetricNames.GRID, grid);
    line.put("Agent", agent);
    counts.forEach(
        (name, count) -> {
          metrics.addObject().put("Name", name).put("Unit", "Count");
          long total = count.getAsLong();
          Long before = told.put(name, total);
          line.put(name, total - (before == null ? 0 : before));
        });
    return line.toString();
  }
}
