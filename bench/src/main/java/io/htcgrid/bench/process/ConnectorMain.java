package io.htcgrid.bench.process;

import io.htcgrid.bench.grid.NoWorkSession;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.control.config.GridFinder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A connector in a JVM of its own. It answers each line that {@link ConnectorProcess} writes to it
 * with one line, until there are no more; all but the heap is in seconds.
 */
public final class ConnectorMain {
  static final String READY = "ready";
  static final String SUBMIT = "submit";
  static final String CANCEL = "cancel";
  static final String RETRIEVE = "retrieve";
  static final String RUN = "run";
  static final String HEAP = "heap";

  private static final double NANOS_PER_S = 1e9;
  private static final double MIB = 1024 * 1024;

  private final HtcGrid grid;

  private ConnectorMain(HtcGrid grid) {
    this.grid = grid;
  }

  /** Finds the grid by its environment. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (HtcGrid grid = HtcGrid.connect(GridFinder.ofThisProcess().find(Map.of()));
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      ConnectorMain connector = new ConnectorMain(grid);
      out.println(READY);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(connector.answer(line.split(" ", -1)));
      }
    }
  }

  private String answer(String... words) {
    return switch (words[0]) {
      case SUBMIT -> submit(Integer.parseInt(words[1]));
      case CANCEL -> grid.session(words[1]).cancel().name();
      case RETRIEVE -> {
        Session session = grid.session(words[1]);
        int tasks = Integer.parseInt(words[2]);
        yield seconds(() -> NoWorkSession.requireCompleted(session, tasks));
      }
      case RUN -> seconds(() -> NoWorkSession.run(grid, Integer.parseInt(words[1])));
      case HEAP -> String.valueOf(peakHeap() / MIB);
      default -> throw new IllegalArgumentException("there is nothing to do for " + words[0]);
    };
  }

  private String submit(int tasks) {
    long begin = System.nanoTime();
    Session session = grid.submit(NoWorkSession.of(tasks));
    return session.id() + " " + (System.nanoTime() - begin) / NANOS_PER_S;
  }

  private static String seconds(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return String.valueOf((System.nanoTime() - begin) / NANOS_PER_S);
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
