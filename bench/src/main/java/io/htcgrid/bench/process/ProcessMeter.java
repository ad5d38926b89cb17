package io.htcgrid.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process takes from the machine, as Linux tells it. Thread-safe. */
public final class ProcessMeter {
  private static final String RESIDENT = "VmRSS:";
  private static final String MOST_RESIDENT = "VmHWM:";
  private static final double KIB_PER_MIB = 1024;

  /** Linux cuts a thread's name to 15 characters. */
  private static final Pattern COMPILER = Pattern.compile("C[12] CompilerThre");

  /** Of Linux's clock, on all of Java's platforms. */
  private static final Duration TICK = Duration.ofMillis(10);

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

  /**
   * The part of its processor time that compiling took, when it is a JVM, in steps of 10 ms. That
   * of compiler threads which have ended is not in it; with two processors none does.
   */
  public Duration compilerTime() {
    try (Stream<Path> threads =
        Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      return threads.map(ProcessMeter::compilerTimeOf).reduce(Duration.ZERO, Duration::plus);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration compilerTimeOf(Path thread) {
    try {
      return COMPILER.matcher(Files.readString(thread.resolve("comm"))).lookingAt()
          ? timeOf(Files.readString(thread.resolve("stat")))
          : Duration.ZERO;
    } catch (IOException e) {
      // A thread that ended meanwhile.
      return Duration.ZERO;
    }
  }

  /** After the name, which stands in parentheses, user and system time are words 12 and 13. */
  private static Duration timeOf(String stat) {
    String[] words = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return TICK.multipliedBy(Long.parseLong(words[11]) + Long.parseLong(words[12]));
  }

  private static Duration timeOf(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
