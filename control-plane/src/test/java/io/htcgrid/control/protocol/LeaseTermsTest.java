package io.htcgrid.control.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.state.Samples;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LeaseTermsTest {
  private static final LeaseTerms TERMS = LeaseTerms.DEFAULT;
  private static final Instant END = Samples.NOW.plusSeconds(30);

  @Test
  void aLeaseLastsThirtySecondsAndIsRenewedEveryTen() {
    assertThat(TERMS.expiry(Samples.NOW)).isEqualTo(END);
    assertThat(TERMS.heartbeatInterval()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aLeaseIsLostFiveSecondsAfterItsEnd() {
    assertThat(TERMS.lostAt(END)).isEqualTo(END.plusSeconds(5));
    assertThat(TERMS.lost(run(END), END)).isFalse();
    assertThat(TERMS.lost(run(END), END.plusSeconds(5))).isFalse();
    assertThat(TERMS.lost(run(END), END.plusSeconds(5).plusMillis(1))).isTrue();
  }

  @Test
  void whatHasNoLeaseHasLostIt() {
    assertThat(TERMS.lost(run(null), Samples.NOW)).isTrue();
  }

  @Test
  void aLeaseMayNotBeTooShort() {
    assertThatThrownBy(() -> new LeaseTerms(Duration.ofMillis(299), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LeaseTerms(Duration.ofSeconds(1), Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RunRecord run(@Nullable Instant leaseExpiresAt) {
    return new RunRecord(
        Samples.newTask(),
        TaskState.RUNNING,
        "agent",
        1,
        "nonce",
        1,
        0,
        false,
        leaseExpiresAt,
        null,
        Samples.NOW,
        null,
        null,
        null,
        null);
  }
}
