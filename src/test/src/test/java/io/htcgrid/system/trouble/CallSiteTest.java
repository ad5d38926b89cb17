package io.htcgrid.system.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lets every place that calls a service fail in every way while a grid works: all places of one
 * work at a time, or each alone with {@code -Dhtcgrid.call-sites=alone}, which takes many minutes.
 * A grid keeps its one agent through all of its cases.
 */
@ExtendWith(AwsServices.class)
@TestInstance(Lifecycle.PER_CLASS)
@Tag("long")
class CallSiteTest {
  private static final int LANES = 4;

  private final BlockingQueue<Lane> free = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(LANES);
  private final Map<FailingCalls, CompletableFuture<Void>> running = new LinkedHashMap<>();
  private List<Lane> lanes = List.of();
  private Set<String> seen = Set.of();

  @BeforeAll
  void start(AwsEndpoints aws, UniqueName name) {
    lanes = IntStream.range(0, LANES).mapToObj(i -> Lane.open(aws, name.value() + i)).toList();
    free.addAll(lanes);
    List<CompletableFuture<Void>> clean =
        Stream.of(Work.values())
            .map(work -> CompletableFuture.runAsync(() -> inALane(work::in), threads))
            .toList();
    clean.forEach(CompletableFuture::join);
    Set<String> sites = new TreeSet<>();
    lanes.forEach(lane -> lane.faults().forEach(faults -> sites.addAll(faults.sites())));
    seen = sites;
    FailingCalls.all()
        .forEach(
            each ->
                running.put(
                    each, CompletableFuture.runAsync(() -> inALane(each::overcomeIn), threads)));
  }

  private void inALane(Consumer<Lane> work) {
    Lane lane = free.remove();
    try {
      work.accept(lane);
    } finally {
      free.add(lane);
    }
  }

  @AfterAll
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    lanes.forEach(lane -> lane.agent().drain());
    lanes.forEach(Lane::close);
  }

  /** A new place that calls a service belongs into {@code call-sites.txt}, and is tested then. */
  @Test
  void everyPlaceThatCallsAServiceIsListed() {
    Set<String> unseen = new TreeSet<>(FailingCalls.tested());
    unseen.removeAll(seen);
    assertThat(unseen).as("listed, and not called from").isEmpty();
    Set<String> unlisted = new TreeSet<>(seen);
    unlisted.removeAll(FailingCalls.tested());
    unlisted.removeAll(FailingCalls.seldom());
    assertThat(unlisted).as("called from, and not listed").isEmpty();
  }

  static Stream<FailingCalls> troubles() {
    return FailingCalls.all().stream();
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void failingCallsLoseNothing(FailingCalls failing) throws Exception {
    try {
      Objects.requireNonNull(running.get(failing)).get();
    } catch (ExecutionException e) {
      throw new AssertionError(failing + ": " + e.getCause(), e.getCause());
    }
  }

  @Test
  void noTaskBecameADeadLetter() {
    CompletableFuture.allOf(running.values().toArray(CompletableFuture<?>[]::new))
        .exceptionally(reportedByItsOwnTest -> null)
        .join();
    assertThat(lanes)
        .allSatisfy(
            lane ->
                assertThat(lane.takeDeadLetters()).allMatch(body -> body.startsWith("no JSON")));
  }
}
