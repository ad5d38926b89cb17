package io.htcgrid.system.policy;

import io.htcgrid.control.config.GridConfig;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.system.trouble.FailingCalls;
import io.htcgrid.system.trouble.Lane;
import io.htcgrid.system.trouble.Trouble;
import io.htcgrid.system.trouble.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The works of the tests in which services fail, some of them with every place failing, beside
 * everybody else who uses a grid.
 */
final class FullRun {
  private static final int LANES = 3;

  /** What an overdue session calls, one that ends early does too. */
  private static final Set<Work> CLEAN = EnumSet.complementOf(EnumSet.of(Work.OVERDUE));

  private static final Set<Work> FAILING =
      EnumSet.of(Work.TASKS, Work.EARLY_ENDS, Work.TAKE_OVER, Work.LOST_AGENT);

  private final AwsEndpoints aws;
  private final String name;
  private final Map<Principal, Recording> recordings;

  FullRun(AwsEndpoints aws, String name, Map<Principal, Recording> recordings) {
    this.aws = aws;
    this.name = name;
    this.recordings = Map.copyOf(recordings);
  }

  void run(Path folder) {
    Queue<Consumer<Lane>> works = new ConcurrentLinkedQueue<>();
    CLEAN.forEach(work -> works.add(work::in));
    FAILING.forEach(work -> works.add(FailingCalls.of(work, Trouble.REFUSED)::overcomeIn));
    List<Lane> lanes = IntStream.range(0, LANES).mapToObj(this::lane).toList();
    Lane last = lane(LANES);
    ExecutorService threads = Executors.newFixedThreadPool(LANES + 1);
    try {
      List<CompletableFuture<Void>> running = new ArrayList<>();
      running.add(
          CompletableFuture.runAsync(() -> new Everybody(last, recordings).run(folder), threads));
      lanes.forEach(
          lane -> running.add(CompletableFuture.runAsync(() -> all(works, lane), threads)));
      CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new)).join();
    } finally {
      threads.shutdownNow();
      List<Lane> all = Stream.concat(lanes.stream(), Stream.of(last)).toList();
      all.forEach(lane -> lane.agent().drain());
      all.forEach(Lane::close);
    }
  }

  private static void all(Queue<Consumer<Lane>> works, Lane lane) {
    for (Consumer<Lane> work = works.poll(); work != null; work = works.poll()) {
      work.accept(lane);
    }
  }

  private Lane lane(int number) {
    GridConfig config = Lane.config(aws, name + number);
    Account account = new Account(config);
    return Lane.watched(
        aws,
        config,
        client -> new CallRecorder(Objects.requireNonNull(recordings.get(who(client))), account));
  }

  private static Principal who(String client) {
    return switch (client) {
      case "connector" -> Principal.SUBMITTER;
      case "agent", "heartbeat" -> Principal.AGENT;
      case "sweeper" -> Principal.SWEEPER;
      default -> throw new IllegalArgumentException(client);
    };
  }
}
