package io.htcgrid.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The retry rules of a session; the first rule that covers an error decides, and an error that none
 * covers is final.
 *
 * @param rules 16 at most
 */
public record RetryPolicy(List<RetryRule> rules) {
  /** A crashed process is tried three times in all; a function's own error is final. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          List.of(
              new RetryRule(
                  List.of(
                      FailureKind.FUNCTION_CRASHED.name(), FailureKind.ATTEMPTS_EXHAUSTED.name()),
                  Duration.ofSeconds(1),
                  2,
                  3,
                  Duration.ofMinutes(1))));

  /** No error is retried, and no lost agent's task is tried again. */
  public static final RetryPolicy NONE = new RetryPolicy(List.of());

  public RetryPolicy {
    rules = List.copyOf(rules);
    if (rules.size() > 16) {
      throw new IllegalArgumentException(
          "retry policy: " + rules.size() + " rules; there may be 16 at most");
    }
  }

  /**
   * Whether a try that failed is repeated.
   *
   * @param tries how often the task was tried, this try included
   * @return the delay before the next try, or empty when the error is final
   */
  public Optional<Duration> retry(TaskError error, int tries) {
    for (RetryRule rule : rules) {
      if (rule.covers(error)) {
        return tries < rule.maxTries() ? Optional.of(rule.delayAfter(tries)) : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
