package io.htcgrid.cli.deploy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The pauses between looks at something that takes its time. */
@FunctionalInterface
interface Pauses {
  /** Pauses of so many milliseconds. */
  static Pauses of(long millis) {
    CountDownLatch never = new CountDownLatch(1);
    return () -> {
      try {
        if (never.await(millis, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("nobody counts this latch down");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw DeployException.refused(
            "interrupted; AWS goes on with what was begun, and the same command takes it up");
      }
    };
  }

  void pause();
}
