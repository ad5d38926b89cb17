package io.htcgrid.connector.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RereadClockTest {
  private final AtomicLong now = new AtomicLong();
  private final Rereads rereads =
      new Rereads(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(1),
          Duration.ofSeconds(4));

  private List<Long> intervals(RereadClock clock, boolean isNotified, int count) {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clock.done(false, isNotified, Duration.ZERO);
      seconds.add(clock.dueIn().toSeconds());
      now.addAndGet(clock.dueIn().toNanos());
    }
    return seconds;
  }

  @Test
  void intervalsDoubleWhileNothingIsNew() {
    RereadClock clock = new RereadClock(rereads, Duration.ZERO, now::get);
    assertThat(clock.dueIn()).isZero();
    assertThat(intervals(clock, true, 4)).containsExactly(5L, 10L, 20L, 20L);
    RereadClock silent = new RereadClock(rereads, Duration.ZERO, now::get);
    assertThat(intervals(silent, false, 3)).containsExactly(2L, 4L, 4L);
  }

  @Test
  void newsStartThemOver() {
    RereadClock clock = new RereadClock(rereads, Duration.ZERO, now::get);
    intervals(clock, true, 4);
    clock.done(true, true, Duration.ZERO);
    assertThat(clock.dueIn()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aReadingIsFollowedByAtLeastAsLongAPause() {
    RereadClock clock = new RereadClock(rereads, Duration.ZERO, now::get);
    clock.done(true, false, Duration.ofSeconds(9));
    assertThat(clock.dueIn()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void itIsHastenedButNeverDelayed() {
    RereadClock clock = new RereadClock(rereads, Duration.ofSeconds(3), now::get);
    clock.hasten(Duration.ofSeconds(8));
    assertThat(clock.dueIn()).isEqualTo(Duration.ofSeconds(3));
    clock.hasten(Duration.ofSeconds(1));
    assertThat(clock.dueIn()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void intervalsOutOfBoundsAreRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new Rereads(Duration.ZERO, second, second, second))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rereads(second, second, second, Duration.ofMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
