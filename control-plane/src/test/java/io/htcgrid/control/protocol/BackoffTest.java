package io.htcgrid.control.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  @Test
  void delaysDoubleUpToTheLongestAndAreSpreadBelowThat() {
    for (int seed = 0; seed < 50; seed++) {
      Backoff backoff = new Backoff(FIRST, LONGEST, new Random(seed), wait -> {});
      for (int failure = 0; failure < 100; failure++) {
        Duration bound = FIRST.multipliedBy(1L << Math.min(failure, 20));
        assertThat(backoff.next())
            .isPositive()
            .isLessThanOrEqualTo(bound.compareTo(LONGEST) < 0 ? bound : LONGEST);
      }
    }
  }

  @Test
  void afterASuccessDelaysBeginAnew() {
    List<Duration> waits = new ArrayList<>();
    Backoff backoff = new Backoff(FIRST, LONGEST, new Random(1), waits::add);
    for (int i = 0; i < 10; i++) {
      backoff.pause();
    }
    backoff.reset();
    backoff.pause();

    assertThat(waits).hasSize(11);
    assertThat(waits.get(10)).isLessThanOrEqualTo(FIRST);
  }
}
