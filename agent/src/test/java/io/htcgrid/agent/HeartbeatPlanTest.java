package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.protocol.LeaseTerms;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatPlanTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final HeartbeatPlan plan = new HeartbeatPlan(LeaseTerms.DEFAULT);

  @Test
  void aClaimIsRenewedWhenItIsOlderThanAThirdOfItsLease() {
    assertThat(plan.due(5 * SECOND, 15 * SECOND - 1)).isFalse();
    assertThat(plan.due(5 * SECOND, 15 * SECOND)).isTrue();
    assertThat(plan.due(Long.MAX_VALUE, Long.MIN_VALUE + 10 * SECOND)).isTrue();
  }

  @Test
  void aRenewalCanFailTwiceBeforeTheLeaseEnds() {
    Duration lastChance = plan.terms().heartbeatInterval().plus(plan.tick()).multipliedBy(2);

    assertThat(lastChance).isLessThan(plan.terms().length());
  }

  @Test
  void aLeaseIsSpentWhenOthersMayHaveClaimed() {
    assertThat(plan.spent(0, 35 * SECOND)).isFalse();
    assertThat(plan.spent(0, 35 * SECOND + 1)).isTrue();
  }

  @Test
  void aMessageReappearsWhenItsLeaseIsLost() {
    assertThat(plan.visibility()).isEqualTo(Duration.ofSeconds(35));
    LeaseTerms odd = new LeaseTerms(Duration.ofMillis(1500), Duration.ofMillis(700));
    assertThat(new HeartbeatPlan(odd).visibility()).isEqualTo(Duration.ofSeconds(3));
    assertThat(HeartbeatPlan.wholeSeconds(Duration.ZERO)).isZero();
  }
}
