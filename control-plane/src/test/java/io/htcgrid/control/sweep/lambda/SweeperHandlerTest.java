package io.htcgrid.control.sweep.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.control.config.TestGrid;
import io.htcgrid.control.sweep.Duty;
import io.htcgrid.control.sweep.DutyReport;
import io.htcgrid.control.sweep.Sweeper;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
class SweeperHandlerTest {
  private record Named(String name, Supplier<DutyReport> work) implements Duty {
    @Override
    public DutyReport runOnce() {
      return work.get();
    }
  }

  private static Named does(String name, int looked, int repaired) {
    return new Named(name, () -> new DutyReport(looked, repaired));
  }

  /** Tells these times in turn, and then the last again and again. */
  private static Context remaining(Integer... millis) {
    Deque<Integer> left = new ArrayDeque<>(List.of(millis));
    return Context.class.cast(
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("getRemainingTimeInMillis");
              return left.size() > 1 ? left.remove() : left.element();
            }));
  }

  private static String handle(Sweeper sweeper, Context context) throws IOException {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    new SweeperHandler(sweeper).handleRequest(InputStream.nullInputStream(), result, context);
    return result.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anInvocationRunsEveryDutyAndReportsWhatItDid() throws IOException {
    Sweeper sweeper = new Sweeper(List.of(does("first", 5, 1), does("last", 7, 2)));
    assertThat(handle(sweeper, remaining(300_000)))
        .isEqualTo(
            "{\"repaired\":3,\"duties\":{\"first\":{\"looked\":5,\"repaired\":1},"
                + "\"last\":{\"looked\":7,\"repaired\":2}}}");
  }

  @Test
  void anInvocationFailsAndTellsAllWhenADutyFailed() {
    Sweeper sweeper =
        new Sweeper(
            List.of(
                new Named(
                    "broken",
                    () -> {
                      throw new IllegalStateException("planted by the test");
                    }),
                does("last", 7, 2)));
    assertThatThrownBy(() -> handle(sweeper, remaining(300_000)))
        .isInstanceOf(SweepFailedException.class)
        .hasMessageContaining(
            "\"broken\":{\"error\":\"java.lang.IllegalStateException: planted by the test\"}")
        .hasMessageContaining("\"last\":{\"looked\":7,\"repaired\":2}");
  }

  @Test
  void noDutyBeginsWhenTheTimeIsUsedUp() throws IOException {
    Sweeper sweeper = new Sweeper(List.of(does("first", 5, 1), does("second", 7, 2)));
    assertThat(handle(sweeper, remaining(300_000, 100_000, 59_000)))
        .isEqualTo("{\"repaired\":1,\"duties\":{\"first\":{\"looked\":5,\"repaired\":1}}}");
  }

  @Test
  void aShortTimeoutStillLeavesHalfOfItForDuties() throws IOException {
    Sweeper sweeper = new Sweeper(List.of(does("first", 5, 1), does("second", 7, 2)));
    assertThat(handle(sweeper, remaining(30_000, 16_000, 14_000)))
        .contains("first")
        .doesNotContain("second");
  }

  @Test
  void theNextInvocationBeginsWithTheDutyThatWasLeftOut() throws IOException {
    Sweeper sweeper = new Sweeper(List.of(does("first", 5, 1), does("second", 7, 2)));
    handle(sweeper, remaining(30_000, 16_000, 14_000));
    assertThat(handle(sweeper, remaining(30_000, 16_000, 14_000)))
        .contains("second")
        .doesNotContain("first");
  }

  @Test
  void aWholeSweeperRunsOnAGrid(AwsEndpoints aws, UniqueName name) throws IOException {
    try (TestGrid grid = TestGrid.create(aws, name.value())) {
      JsonNode report =
          JsonMapper.builder()
              .build()
              .readTree(handle(Sweeper.of(grid.clients().services()), remaining(300_000)));
      assertThat(report.path("duties").size()).isEqualTo(6);
      assertThat(report.path("repaired").intValue()).isZero();
    }
  }
}
