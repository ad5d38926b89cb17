package io.htcgrid.control;

import java.time.Duration;
import java.util.List;

/**
 * When a failed try is repeated, in the shape of Step Functions' {@code Retry}.
 *
 * @param errors error types or failure kinds that the rule covers; {@link #ALL} covers every one
 * @param interval delay before the first retry; 0 to 24 hours
 * @param backoffRate factor from one delay to the next; 1 or more
 * @param maxTries how often a task is tried in all, the first try included; 1 to 1000
 * @param maxDelay bound of any one delay; 24 hours at most
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">Step
 *     Functions: error handling</a>
 */
public record RetryRule(
    List<String> errors, Duration interval, double backoffRate, int maxTries, Duration maxDelay) {
  /** Covers every error. */
  public static final String ALL = "ALL";

  public static final Duration LONGEST_DELAY = Duration.ofHours(24);

  public RetryRule {
    errors = List.copyOf(errors);
    if (errors.isEmpty()) {
      throw new IllegalArgumentException(
          "retry rule: errors is empty; name error types or \"ALL\"");
    }
    if (interval.isNegative() || interval.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException(
          "retry rule: interval is " + interval + "; it must be 0 to 24 hours");
    }
    if (!(backoffRate >= 1) || Double.isInfinite(backoffRate)) {
      throw new IllegalArgumentException(
          "retry rule: backoffRate is " + backoffRate + "; it must be 1 or more");
    }
    if (maxTries < 1 || maxTries > 1000) {
      throw new IllegalArgumentException(
          "retry rule: maxTries is " + maxTries + "; it must be 1 to 1000");
    }
    if (maxDelay.isNegative() || maxDelay.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException(
          "retry rule: maxDelay is " + maxDelay + "; it must be 0 to 24 hours");
    }
  }

  boolean covers(TaskError error) {
    return errors.contains(ALL)
        || errors.contains(error.type())
        || errors.contains(error.kind().name());
  }

  /** The delay after the given number of tries. */
  Duration delayAfter(int tries) {
    double seconds = interval.toMillis() / 1000.0 * Math.pow(backoffRate, tries - 1);
    double bounded = Math.min(seconds, maxDelay.toMillis() / 1000.0);
    return Duration.ofMillis(Math.round(bounded * 1000));
  }
}
