package io.htcgrid.bench.throughput;

import io.htcgrid.bench.process.ProcessMeter;
import java.time.Duration;

/**
 * A stretch of work that was timed.
 *
 * @param processorMsPerTask of this JVM and of all processes below it, in all threads together
 */
record Stretch(double tasksPerSecond, double processorMsPerTask) {
  private static final double NANOS_PER_S = 1e9;
  private static final double NANOS_PER_MS = 1e6;

  /** Work that can be interrupted. */
  interface Work {
    void run() throws InterruptedException;
  }

  static Stretch of(int tasks, Work work) throws InterruptedException {
    Duration processorBefore = processorTime();
    long begin = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - begin) / NANOS_PER_S;
    long processor = processorTime().minus(processorBefore).toNanos();
    return new Stretch(tasks / seconds, processor / NANOS_PER_MS / tasks);
  }

  private static Duration processorTime() {
    ProcessMeter here = new ProcessMeter(ProcessHandle.current());
    return here.processorTime().plus(here.processorTimeBelow());
  }

  Stretch faster(Stretch other) {
    return other.tasksPerSecond > tasksPerSecond ? other : this;
  }
}
