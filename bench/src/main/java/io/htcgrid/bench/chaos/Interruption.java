package io.htcgrid.bench.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tidies up when the JVM is told to end in the midst of a run, as by Ctrl-C. Thread-safe. */
final class Interruption implements AutoCloseable {
  /** What functions leave behind ends by itself within seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ChaosFolder folder;
  private final PrintStream progress;
  private final Thread hook = new Thread(this::tidy, "chaos-end");
  private @Nullable AgentFleet fleet;

  private Interruption(ChaosFolder folder, PrintStream progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /** Has the folder deleted then, until this is closed. */
  static Interruption of(ChaosFolder folder, PrintStream progress) {
    Interruption interruption = new Interruption(folder, progress);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Has these agents killed then too, first. */
  synchronized void kills(AgentFleet agents) {
    fleet = agents;
  }

  private synchronized void tidy() {
    if (fleet != null) {
      fleet.close();
    }
    long left = AgentFleet.leftOver(folder, PATIENCE);
    try {
      folder.delete();
    } catch (IOException | RuntimeException e) {
      progress.println(folder.path() + " and " + left + " processes are left behind: " + e);
    }
  }

  /** The run has ended by itself. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook is at work.
    }
  }
}
