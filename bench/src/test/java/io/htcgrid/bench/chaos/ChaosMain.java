package io.htcgrid.bench.chaos;

import java.io.IOException;
import java.time.Duration;

/** A run of chaos in a process of its own, to be interrupted. */
final class ChaosMain {
  private static final ChaosSettings CALM =
      new ChaosSettings(
          5000, 0, 1, 1, 2, Duration.ofSeconds(3600), 0, 0.0, 0.0, Duration.ofSeconds(3));

  private ChaosMain() {}

  /** Tells on its standard output how far it is. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    new Chaos(System.out, System.out).run(CALM);
  }
}
