package io.htcgrid.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RetryPolicyTest {
  private static final TaskError OWN =
      new TaskError(FailureKind.FUNCTION_ERROR, "com.example.Busy", "later, please");

  @Test
  void byDefaultACrashAndALostAgentAreTriedThreeTimesInAll() {
    for (FailureKind kind : List.of(FailureKind.FUNCTION_CRASHED, FailureKind.ATTEMPTS_EXHAUSTED)) {
      TaskError error = new TaskError(kind, "any", "any");
      assertThat(RetryPolicy.DEFAULT.retry(error, 1)).contains(Duration.ofSeconds(1));
      assertThat(RetryPolicy.DEFAULT.retry(error, 2)).contains(Duration.ofSeconds(2));
      assertThat(RetryPolicy.DEFAULT.retry(error, 3)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FUNCTION_CRASHED", "ATTEMPTS_EXHAUSTED"})
  void byDefaultEveryOtherErrorIsFinal(FailureKind kind) {
    assertThat(RetryPolicy.DEFAULT.retry(new TaskError(kind, "any", "any"), 1)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void withoutAPolicyEveryErrorIsFinal(FailureKind kind) {
    assertThat(RetryPolicy.NONE.retry(new TaskError(kind, "any", "any"), 1)).isEmpty();
  }

  @Test
  void aRuleCoversAnErrorByItsTypeItsKindOrAll() {
    assertThat(policy(rule("com.example.Busy")).retry(OWN, 1)).isPresent();
    assertThat(policy(rule("FUNCTION_ERROR")).retry(OWN, 1)).isPresent();
    assertThat(policy(rule(RetryRule.ALL)).retry(OWN, 1)).isPresent();
    assertThat(policy(rule("com.example.Bus")).retry(OWN, 1)).isEmpty();
    assertThat(policy(rule("TASK_TIMED_OUT")).retry(OWN, 1)).isEmpty();
  }

  @Test
  void theFirstRuleThatCoversAnErrorDecides() {
    RetryRule never =
        new RetryRule(List.of("com.example.Busy"), Duration.ZERO, 1, 1, Duration.ZERO);

    assertThat(policy(never, rule(RetryRule.ALL)).retry(OWN, 1)).isEmpty();
    assertThat(policy(rule("other"), rule(RetryRule.ALL), never).retry(OWN, 1)).isPresent();
  }

  @Test
  void delaysGrowByTheRateUpToTheLongest() {
    RetryRule rule =
        new RetryRule(
            List.of(RetryRule.ALL), Duration.ofMillis(1500), 1.5, 1000, Duration.ofSeconds(10));

    assertThat(policy(rule).retry(OWN, 1)).contains(Duration.ofMillis(1500));
    assertThat(policy(rule).retry(OWN, 2)).contains(Duration.ofMillis(2250));
    assertThat(policy(rule).retry(OWN, 3)).contains(Duration.ofMillis(3375));
    assertThat(policy(rule).retry(OWN, 6)).contains(Duration.ofSeconds(10));
    assertThat(policy(rule).retry(OWN, 999)).contains(Duration.ofSeconds(10));
    assertThat(policy(rule).retry(OWN, 1000)).isEmpty();
  }

  @Test
  void noDelayIsLongerThanAMessageCanBeDelayed() {
    RetryRule rule =
        new RetryRule(
            List.of(RetryRule.ALL), RetryRule.LONGEST_DELAY, 1e300, 9, RetryRule.LONGEST_DELAY);

    assertThat(policy(rule).retry(OWN, 8)).contains(RetryRule.LONGEST_DELAY);
  }

  @Test
  void anIntervalOfZeroNeverGrows() {
    RetryRule rule =
        new RetryRule(List.of(RetryRule.ALL), Duration.ZERO, 2, 9, RetryRule.LONGEST_DELAY);

    assertThat(policy(rule).retry(OWN, 8)).contains(Duration.ZERO);
  }

  @Test
  void anIntervalOfZeroNeverGrowsHoweverSteepTheRate() {
    RetryRule rule =
        new RetryRule(List.of(RetryRule.ALL), Duration.ZERO, 1e300, 9, RetryRule.LONGEST_DELAY);

    // 0 times infinity is no number.
    assertThat(policy(rule).retry(OWN, 8)).contains(Duration.ZERO);
  }

  @Test
  void whatIsOutOfBoundsIsNamed() {
    Duration ok = Duration.ofSeconds(1);
    assertRefused("errors is empty", List.of(), ok, 1, 1, ok);
    assertRefused("interval is PT-1S", List.of("x"), ok.negated(), 1, 1, ok);
    assertRefused("interval is PT24H0.001S", List.of("x"), Duration.ofMillis(86_400_001), 1, 1, ok);
    assertRefused("backoffRate is 0.9", List.of("x"), ok, 0.9, 1, ok);
    assertRefused("backoffRate is NaN", List.of("x"), ok, Double.NaN, 1, ok);
    assertRefused("backoffRate is Inf", List.of("x"), ok, Double.POSITIVE_INFINITY, 1, ok);
    assertRefused("maxTries is 0", List.of("x"), ok, 1, 0, ok);
    assertRefused("maxTries is 1001", List.of("x"), ok, 1, 1001, ok);
    assertRefused("maxDelay is PT-1S", List.of("x"), ok, 1, 1, ok.negated());
    assertRefused("maxDelay is PT25H", List.of("x"), ok, 1, 1, Duration.ofHours(25));
  }

  @Test
  void aPolicyHasSixteenRulesAtMost() {
    assertThat(new RetryPolicy(Collections.nCopies(16, rule("x"))).rules()).hasSize(16);
    assertThatThrownBy(() -> new RetryPolicy(Collections.nCopies(17, rule("x"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("17 rules");
  }

  private static RetryPolicy policy(RetryRule... rules) {
    return new RetryPolicy(List.of(rules));
  }

  private static RetryRule rule(String error) {
    return new RetryRule(List.of(error), Duration.ZERO, 1, 3, Duration.ZERO);
  }

  private static void assertRefused(
      String reason,
      List<String> errors,
      Duration interval,
      double rate,
      int maxTries,
      Duration maxDelay) {
    assertThatThrownBy(() -> new RetryRule(errors, interval, rate, maxTries, maxDelay))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("retry rule: " + reason);
  }
}
