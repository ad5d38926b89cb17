package io.htcgrid.bench.chaos;

import java.time.Duration;
import java.util.Random;

/**
 * When to strike, and how: every few seconds, and sooner when the tasks would end before enough
 * agents were killed. Not thread-safe.
 */
final class ChaosPlan {
  private static final int FREEZE_ONE_IN = 3;

  private final ChaosSettings settings;
  private final Random random;
  private long next;
  private int kills;

  /**
   * @param now in nanoseconds of elapsed time
   */
  ChaosPlan(ChaosSettings settings, long now) {
    this.settings = settings;
    this.random = new Random(~settings.seed());
    this.next = now + pause();
  }

  /** Whether it is time for a kill or a freeze: most agents are left to go on with the work. */
  boolean isDue(long now, int ended, int working) {
    return (now - next >= 0 || isBehind(ended)) && working * 2 > settings.agents();
  }

  /** Whether kills fall behind the tasks that have ended. */
  private boolean isBehind(int ended) {
    return kills < settings.kills()
        && ended >= (long) settings.tasks() * (kills + 1) / (settings.kills() + 1);
  }

  /** What to do now. */
  Loss.Cause next(int ended) {
    boolean isFreeze = random.nextInt(FREEZE_ONE_IN) == 0;
    return isFreeze && !isBehind(ended) ? Loss.Cause.FROZEN : Loss.Cause.KILLED;
  }

  void done(Loss.Cause cause, long now) {
    if (cause == Loss.Cause.KILLED) {
      kills++;
    }
    next = now + pause();
  }

  private long pause() {
    long mean = settings.killEvery().toNanos();
    return mean / 2 + (long) (random.nextDouble() * mean);
  }

  /** How long at most nothing may end before the rest counts as lost. */
  static Duration patience(ChaosSettings settings) {
    return settings.lease().multipliedBy(10).plus(Duration.ofMinutes(5));
  }
}
