package io.htcgrid.bench.grid;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** A log-normal delay, given by two of its quantiles. */
record DelayRange(double medianMillis, double p99Millis) {
  /** How many standard deviations above the mean 99% of a normal distribution lies. */
  private static final double Z99 = 2.3263;

  private static final double NANOS_PER_MS = 1e6;

  /**
   * @throws IllegalArgumentException unless {@code 0 <= medianMillis <= p99Millis}
   */
  DelayRange {
    if (!(medianMillis >= 0 && medianMillis <= p99Millis && p99Millis <= 60_000)) {
      throw new IllegalArgumentException(
          "median "
              + medianMillis
              + " ms and p99 "
              + p99Millis
              + " ms; give 0 or more, the median no higher than p99, and p99 a minute at most");
    }
  }

  Duration next(RandomGenerator random) {
    if (medianMillis == 0) {
      return Duration.ZERO;
    }
    double deviation = Math.log(p99Millis / medianMillis) / Z99;
    double millis = medianMillis * Math.exp(deviation * random.nextGaussian());
    return Duration.ofNanos((long) (millis * NANOS_PER_MS));
  }
}
