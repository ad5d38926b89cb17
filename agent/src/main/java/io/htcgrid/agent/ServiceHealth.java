package io.htcgrid.agent;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which operations on the services and the runtime fail at present. While any does, no new work is
 * received. Logs the begin and the end of a trouble, not each failure. Thread-safe.
 */
final class ServiceHealth {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceHealth.class);

  /** An operation that nobody has repeated for so long says nothing about the present. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(30);

  private record Trouble(String reason, long last) {}

  private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
  private final AgentMetrics metrics;
  private final Elapsed elapsed;

  ServiceHealth(AgentMetrics metrics, Elapsed elapsed) {
    this.metrics = metrics;
    this.elapsed = elapsed;
  }

  /**
   * @param operation what was tried, such as "claim"
   */
  void failed(String operation, String reason) {
    metrics.serviceError(operation);
    if (troubles.put(operation, new Trouble(reason, elapsed.nanos())) == null) {
      LOG.warn(
          "{} fails and is repeated with pauses; no new tasks are taken until it works: {}",
          operation,
          reason);
    }
  }

  void failed(String operation, RuntimeException failure) {
    String message = failure.getMessage();
    failed(operation, message == null ? failure.getClass().getSimpleName() : message);
  }

  void worked(String operation) {
    if (!troubles.isEmpty() && troubles.remove(operation) != null) {
      LOG.info("{} works again", operation);
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
          if (now - trouble.last() < FORGOTTEN_AFTER.toNanos()) {
            reasons.put(operation, trouble.reason());
          } else {
            troubles.remove(operation, trouble);
          }
        });
    return reasons;
  }
}
