package io.htcgrid.control.explore;

import io.htcgrid.control.state.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The world's time, which moves only when the explorer says so. */
final class ModelClock implements InstantSource {
  private Instant now = Samples.NOW;
  private int ticks;

  @Override
  public Instant instant() {
    return now;
  }

  int ticks() {
    return ticks;
  }

  void pass(Duration time) {
    now = now.plus(time);
    ticks++;
  }

  /** The clock of a machine that is ahead of the world's, or behind it. */
  InstantSource ahead(Duration by) {
    return () -> now.plus(by);
  }
}
