package io.htcgrid.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What a process takes from the machine, as Linux tells it. Thread-safe. */
public final class ProcessMeter {
  private static final String RESIDENT = "VmRSS:";
  private static final String MOST_RESIDENT = "VmHWM:";
  private static final double KIB_PER_MIB = 1024;

  private final ProcessHandle process;

  public ProcessMeter(ProcessHandle process) {
    this.process = process;
  }

  /**
   * MiB of memory now.
   *
   * @throws IOException when the process is gone, or the system has no {@code /proc}
   */
  public double residentMiB() throws IOException {
    return status(RESIDENT);
  }

  /**
   * The most MiB of memory that it ever had at once.
   *
   * @throws IOException as {@link #residentMiB()} does
   */
  public double mostResidentMiB() throws IOException {
    return status(MOST_RESIDENT);
  }

  private double status(String name) throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
    for (String line : lines) {
      if (line.startsWith(name)) {
        String[] words = line.substring(name.length()).strip().split(" ", 2);
        return Long.parseLong(words[0]) / KIB_PER_MIB;
      }
    }
    throw new IOException("process " + process.pid() + " has ended");
  }

  /** The processor time of all its threads so far, in steps of 10 ms. */
  public Duration processorTime() {
    return timeOf(process);
  }

  /** That of the processes below it that are alive, together. */
  public Duration processorTimeBelow() {
    try (Stream<ProcessHandle> below = process.descendants()) {
      return below.map(ProcessMeter::timeOf).reduce(Duration.ZERO, Duration::plus);
    }
  }

  /** The MiB of memory of the processes below it, together; shared memory counts for each. */
  public double residentMiBBelow() throws IOException {
    double sum = 0;
    for (ProcessHandle each : process.descendants().toList()) {
      sum += new ProcessMeter(each).residentMiB();
    }
    return sum;
  }

  private static Duration timeOf(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
