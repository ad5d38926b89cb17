package io.htcgrid.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.runtime.function.FunctionDefinition;
import io.htcgrid.runtime.function.FunctionRuntime;
import io.htcgrid.runtime.invocation.InvocationOutcome;
import io.htcgrid.runtime.invocation.InvocationOutcome.Abandoned;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StartFailuresTest {

  private static final InvocationOutcome LAST = new Abandoned();

  private final AtomicLong nanos = new AtomicLong();
  private final StartFailures failures = new StartFailures(nanos::get);

  private static FunctionDefinition version(String version) {
    return new FunctionDefinition(
        "f",
        Path.of("f"),
        FunctionRuntime.PROVIDED,
        "",
        List.of(Path.of("b")),
        Duration.ofSeconds(1),
        128,
        Map.of(),
        version);
  }

  private boolean pausesFor(Duration pause) {
    boolean before = failures.pausing(version("1")).isPresent();
    nanos.addAndGet(pause.toNanos());
    return before && failures.pausing(version("1")).isEmpty();
  }

  @Test
  void onlyTheSecondFailureInARowMakesAPauseAndEachFurtherOneALongerOne() {
    failures.failed(version("1"), LAST);
    assertThat(failures.pausing(version("1"))).isEmpty();

    failures.failed(version("1"), LAST);
    assertThat(failures.pausing(version("1"))).contains(LAST);
    assertThat(pausesFor(Duration.ofMillis(200))).isTrue();

    failures.failed(version("1"), LAST);
    assertThat(pausesFor(Duration.ofMillis(400))).isTrue();

    for (int i = 0; i < 100; i++) {
      failures.failed(version("1"), LAST);
    }
    assertThat(pausesFor(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void aSuccessOrANewVersionStartsAfresh() {
    failures.failed(version("1"), LAST);
    failures.failed(version("1"), LAST);
    assertThat(failures.pausing(version("2"))).isEmpty();
    failures.failed(version("2"), LAST);
    assertThat(failures.pausing(version("2"))).isEmpty();

    failures.failed(version("2"), LAST);
    failures.succeeded(version("2"));
    assertThat(failures.pausing(version("2"))).isEmpty();
  }
}
