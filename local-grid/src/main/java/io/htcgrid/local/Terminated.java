package io.htcgrid.local;

import java.util.concurrent.CountDownLatch;

/** Lets a program of one part run until it is told to stop. */
final class Terminated {
  private Terminated() {}

  /** Waits for SIGTERM, then closes the part before the process ends. */
  static void await(AutoCloseable part) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    Thread stop =
        new Thread(
            () -> {
              try {
                part.close();
              } catch (Exception e) {
                System.err.println("did not close: " + e.getMessage());
              } finally {
                told.countDown();
              }
            },
            "htcgrid-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    told.await();
  }
}
