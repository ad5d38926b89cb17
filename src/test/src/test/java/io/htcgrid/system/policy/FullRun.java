package io.htcgrid.system.policy;

import io.htcgrid.control.config.GridConfig;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.system.trouble.FailingCalls;
import io.htcgrid.system.trouble.Lane;
import io.htcgrid.system.trouble.Trouble;
import io.htcgrid.system.trouble.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All works of the tests in which services fail, clean and with every place failing once, beside
 * everybody else who uses a grid.
 */
final class FullRun {
  private static final int LANES = 3;

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
    Stream.of(Work.values()).forEach(work -> works.add(work::in));
    Stream.of(Work.values())
        .forEach(work -> works.add(FailingCalls.of(work, Trouble.REFUSED)::overcomeIn));
    ExecutorService threads = Executors.newFixedThreadPool(LANES + 1);
    try {
      List<CompletableFuture<Void>> running = new ArrayList<>();
      running.add(
          CompletableFuture.runAsync(
              () -> inALane("e", lane -> new Everybody(lane, recordings).run(folder)), threads));
      for (int i = 0; i < LANES; i++) {
        String suffix = String.valueOf(i);
        running.add(
            CompletableFuture.runAsync(() -> inALane(suffix, lane -> all(works, lane)), threads));
      }
      CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new)).join();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void all(Queue<Consumer<Lane>> works, Lane lane) {
    for (Consumer<Lane> work = works.poll(); work != null; work = works.poll()) {
      work.accept(lane);
    }
  }

  private void inALane(String suffix, Consumer<Lane> work) {
    GridConfig config = Lane.config(aws, name + suffix);
    Account account = new Account(config);
    try (Lane lane =
        Lane.watched(
            aws,
            config,
            client ->
                new CallRecorder(Objects.requireNonNull(recordings.get(who(client))), account))) {
      work.accept(lane);
    }
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
