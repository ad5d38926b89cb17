package io.htcgrid.connector.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class CallsTest {
  private final ConnectorThreads threads = new ConnectorThreads();
  private final Lifetime lifetime = new Lifetime();
  private final AtomicLong now = new AtomicLong();
  private final Calls calls =
      new Calls(
          threads.calls(),
          lifetime,
          new Patience(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(10)),
          now::get);
  private final AtomicInteger tries = new AtomicInteger();

  @AfterEach
  void close() {
    threads.close();
  }

  private Supplier<String> failing(int times, RuntimeException error) {
    return () -> {
      if (tries.incrementAndGet() <= times) {
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        throw error;
      }
      return "done";
    };
  }

  private static RuntimeException passing() {
    return SdkClientException.builder().message("reset").cause(new java.io.IOException()).build();
  }

  @Test
  void passingErrorsAreRepeatedOnceTheGridWasReached() {
    calls.make(() -> "reached");
    assertThat(calls.make(failing(3, passing()))).isEqualTo("done");
    assertThat(tries).hasValue(4);
  }

  @Test
  void aGridThatWasNeverReachedIsNotWaitedFor() {
    assertThatThrownBy(() -> calls.make(failing(3, passing())))
        .isInstanceOf(SdkClientException.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void patienceEnds() {
    calls.make(() -> "reached");
    assertThatThrownBy(() -> calls.make(failing(100, passing())))
        .isInstanceOf(SdkClientException.class);
    assertThat(tries.get()).isBetween(11, 13);
  }

  @Test
  void lastingErrorsAreNotRepeated() {
    calls.make(() -> "reached");
    assertThatThrownBy(() -> calls.make(failing(3, new IllegalStateException("bug"))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void closingEndsEveryPause() {
    calls.make(() -> "reached");
    assertThatThrownBy(
            () ->
                calls.make(
                    () -> {
                      lifetime.close();
                      throw passing();
                    }))
        .isInstanceOf(ClosedException.class);
  }

  @Test
  void manyWorksReturnInTheirOrder() {
    List<Supplier<Integer>> works =
        IntStream.range(0, 100).<Supplier<Integer>>mapToObj(i -> () -> i).toList();
    assertThat(calls.all(works)).isSorted().hasSize(100);
  }
}
