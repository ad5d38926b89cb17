package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServiceHealthTest {
  private final AtomicLong now = new AtomicLong();
  private final ServiceHealth health =
      new ServiceHealth(new AgentMetrics(new SimpleMeterRegistry()), now::get);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      health.failed("claim", new IllegalStateException("no reply"));
    }
  }

  @Test
  void oneFailureAmongSuccessesIsNoTrouble() {
    for (int i = 0; i < 10; i++) {
      fail(2);
      assertThat(health.well()).isTrue();
      health.worked("claim");
    }
  }

  @Test
  void severalFailuresInARowAreUntilItWorks() {
    fail(3);
    assertThat(health.well()).isFalse();
    assertThat(health.troubles()).containsEntry("claim", "no reply");

    health.worked("finish");
    assertThat(health.well()).isFalse();
    health.worked("claim");

    assertThat(health.well()).isTrue();
  }

  @Test
  void oneFailureThatManyMeetCountsOnce() {
    IllegalStateException bundle = new IllegalStateException("no bundle");
    for (int i = 0; i < 10; i++) {
      health.failed("store", bundle);
    }
    assertThat(health.well()).isTrue();
  }

  @Test
  void whatNobodyRepeatsIsForgotten() {
    fail(3);
    now.addAndGet(Duration.ofSeconds(30).toNanos());

    assertThat(health.well()).isTrue();
  }
}
