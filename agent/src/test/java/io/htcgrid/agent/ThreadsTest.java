package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadsTest {
  private final Threads threads = new Threads("a");

  @Test
  void aLastingThreadThatEndsIsNamed() {
    CountDownLatch release = new CountDownLatch(1);
    Thread waits =
        threads.lasting(
            "waits",
            () -> {
              try {
                release.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Thread passes = threads.create("passes", () -> {});
    waits.start();
    passes.start();
    Threads.join(passes, Duration.ofSeconds(60));
    assertThat(threads.ended()).isEmpty();

    release.countDown();
    Threads.join(waits, Duration.ofSeconds(60));

    assertThat(threads.ended()).containsExactly("htcgrid-a-waits");
  }

  @Test
  void aPeriodicDutySurvivesAnError() {
    CountDownLatch runs = new CountDownLatch(3);
    Periodic duty =
        Periodic.start(
            threads,
            "duty",
            Duration.ofMillis(1),
            () -> {
              runs.countDown();
              throw new LinkageError("as a test wants it");
            });

    Await.until("it runs again", () -> runs.getCount() == 0);

    assertThat(threads.ended()).isEmpty();
    duty.close();
  }
}
