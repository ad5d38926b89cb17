package io.htcgrid.bench.transfer;

import io.htcgrid.bench.grid.BenchFunctions;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.data.SessionId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Submits a large session from a lazy stream, in a JVM of its own with a small heap. */
public final class LargeSubmission {
  static final int TASKS = 100_000;
  private static final double MIB = 1024 * 1024;
  private static final double NANOS_PER_S = 1e9;

  private LargeSubmission() {}

  /** What the other JVM measured. */
  record Figures(SessionId session, double tasksPerSecond, double heapMiB) {}

  static Figures inOwnJvm(GridConfig grid) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                LargeSubmission.class.getName(),
                grid.grid(),
                String.valueOf(grid.dynamoDbEndpoint()),
                String.valueOf(grid.sqsEndpoint()),
                String.valueOf(grid.s3Endpoint()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the submission in a JVM of its own failed: " + answer);
    }
    List<String> figures = List.of(answer.split(" "));
    return new Figures(
        SessionId.parse(figures.get(0)),
        Double.parseDouble(figures.get(1)),
        Double.parseDouble(figures.get(2)));
  }

  /** Arguments: grid, DynamoDB, SQS and S3 endpoint. Prints session, tasks/s and MiB of heap. */
  public static void main(String[] args) {
    GridConfig config =
        GridConfig.local(args[0], URI.create(args[1]), URI.create(args[2]), URI.create(args[3]));
    try (HtcGrid grid = HtcGrid.connect(config)) {
      long begin = System.nanoTime();
      Session session =
          grid.submit(
              SessionSpec.function(BenchFunctions.NO_WORK)
                  .payloads(IntStream.range(0, TASKS).mapToObj(i -> "{\"index\":" + i + "}"))
                  .build());
      double seconds = (System.nanoTime() - begin) / NANOS_PER_S;
      System.out.println(session.id() + " " + TASKS / seconds + " " + peakHeap() / MIB);
    }
  }

  /** The sum of the most that each heap pool ever held, in bytes. */
  private static double peakHeap() {
    double sum = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        sum += pool.getPeakUsage().getUsed();
      }
    }
    return sum;
  }
}
