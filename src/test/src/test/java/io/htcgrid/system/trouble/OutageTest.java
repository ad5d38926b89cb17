package io.htcgrid.system.trouble;

import static io.htcgrid.system.trouble.Patiently.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.SessionStatus;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.faults.FaultInjector;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Takes a service away in the middle of a session, from all clients at once, and gives it back
 * after several leases: {@code -Dhtcgrid.outage=PT2M} for two minutes. The services are taken away
 * from a grid each, at the same time.
 */
@ExtendWith(AwsServices.class)
@TestInstance(Lifecycle.PER_CLASS)
@Tag("long")
class OutageTest {
  private static final Duration OUTAGE =
      Duration.parse(System.getProperty("htcgrid.outage", "PT15S"));

  private static final int TASKS = 300;
  private static final int BEGINS_AT = 150;
  private static final int LONG = 4;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Map<String, CompletableFuture<Void>> outages = Map.of();

  @BeforeAll
  void start(AwsEndpoints aws, UniqueName name) {
    outages =
        Stream.of("DynamoDb", "S3", "Sqs")
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    service ->
                        CompletableFuture.runAsync(
                            () -> outage(aws, name.value() + service.length(), service), threads)));
  }

  @AfterAll
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DynamoDb", "S3", "Sqs"})
  void aServiceThatIsDownForSeveralLeasesLosesNothing(String service) throws Exception {
    Objects.requireNonNull(outages.get(service))
        .get(OUTAGE.plusMinutes(8).toSeconds(), TimeUnit.SECONDS);
  }

  private void outage(AwsEndpoints aws, String name, String service) {
    FaultInjector faults = new FaultInjector(1);
    WorkOrder order = new WorkOrder();
    try (Lane lane = Lane.open(aws, name, faults, order);
        HtcGrid grid = lane.connect()) {
      lane.hold();
      Session session =
          grid.submit(
              SessionSpec.function("any")
                  .payloads(
                      payloads(
                          () -> {
                            until("the agent works", () -> lane.calls() > LONG);
                            faults.down(service);
                            afterTheOutage(() -> end(lane, faults, order));
                          }))
                  .build());
      assertThat(Work.outcomes(session))
          .isEqualTo(
              IntStream.range(0, TASKS)
                  .boxed()
                  .collect(Collectors.toMap(i -> i, i -> "result of " + payload(i))));
      SessionStatus status = session.await(Work.PATIENCE);
      assertThat(status.completed()).isEqualTo(TASKS);
      Committed.of(lane, session.id()).isTold(status);
      assertThat(faults.injected()).isGreaterThan(10);
      if (service.equals("DynamoDb")) {
        // No new work before the heartbeats flow.
        assertThat(order.sinceTheOutage())
            .startsWith(WorkOrder.RENEWED)
            .contains(WorkOrder.RECEIVED);
      }
      until("the agent is ready", () -> lane.agent().health().ready());
      assertThat(lane.deadLetters()).isZero();
    }
  }

  private static String payload(int index) {
    return (index < LONG ? "waits " : "works ") + index;
  }

  /**
   * @param halfWay is run when so many of them are read
   */
  private static Stream<String> payloads(Runnable halfWay) {
    return IntStream.range(0, TASKS)
        .peek(
            index -> {
              if (index == BEGINS_AT) {
                halfWay.run();
              }
            })
        .mapToObj(OutageTest::payload);
  }

  private void afterTheOutage(Runnable action) {
    CompletableFuture.delayedExecutor(OUTAGE.toMillis(), TimeUnit.MILLISECONDS, threads)
        .execute(action);
  }

  private static void end(Lane lane, FaultInjector faults, WorkOrder order) {
    order.outageIsOver();
    faults.clear();
    until("leases are renewed again", () -> order.sinceTheOutage().contains(WorkOrder.RENEWED));
    lane.letGo();
  }
}
