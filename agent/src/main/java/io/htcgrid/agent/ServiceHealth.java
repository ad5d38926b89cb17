package io.htcgrid.agent;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which operations on the services and the runtime fail at present: several times in a row, as one
 * failure among successes is what repetitions are for. While any does, no new work is received.
 * Logs the begin and the end of a trouble, not each failure. Thread-safe.
 */
final class ServiceHealth {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceHealth.class);

  /** An operation that nobody has repeated for so long says nothing about the present. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(30);

  static final int FAILURES_IN_A_ROW = 3;

  private record Trouble(String reason, long last, int failures, Object cause) {
    boolean serious() {
      return failures >= FAILURES_IN_A_ROW;
    }
  }

  private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
  private final AgentMetrics metrics;
  private final Elapsed elapsed;

  ServiceHealth(AgentMetrics metrics, Elapsed elapsed) {
    this.metrics = metrics;
    this.elapsed = elapsed;
  }

  /**
   * An operation failed.
   *
   * @param operation what was tried, such as "claim"
   */
  void failed(String operation, String reason) {
    failed(operation, reason, reason + elapsed.nanos());
  }

  /** As above; one failure that many meet, such as that of a bundle, counts once. */
  void failed(String operation, Throwable failure) {
    String message = failure.getMessage();
    failed(operation, message == null ? failure.getClass().getSimpleName() : message, failure);
  }

  private void failed(String operation, String reason, Object cause) {
    metrics.serviceError(operation);
    long now = elapsed.nanos();
    Trouble before = troubles.get(operation);
    Trouble trouble =
        troubles.merge(
            operation,
            new Trouble(reason, now, 1, cause),
            (known, any) ->
                new Trouble(
                    reason, now, known.failures() + (known.cause() == cause ? 0 : 1), cause));
    if (trouble.serious() && (before == null || !before.serious())) {
      LOG.warn(
          "{} fails and is repeated with pauses; no new tasks are taken until it works: {}",
          operation,
          reason);
    }
  }

  void worked(String operation) {
    if (!troubles.isEmpty()) {
      Trouble trouble = troubles.remove(operation);
      if (trouble != null && trouble.serious()) {
        LOG.info("{} works again", operation);
      }
    }
  }

  boolean well() {
    return troubles.isEmpty() || troubles().isEmpty();
  }

  /** The reason by operation; empty when all is well. */
  Map<String, String> troubles() {
    Map<String, String> reasons = new TreeMap<>();
    long now = elapsed.nanos();
    troubles.forEach(
        (operation, trouble) -> {
          if (now - trouble.last() >= FORGOTTEN_AFTER.toNanos()) {
            troubles.remove(operation, trouble);
          } else if (trouble.serious()) {
            reasons.put(operation, trouble.reason());
          }
        });
    return reasons;
  }
}
