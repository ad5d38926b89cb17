package io.htcgrid.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a runtime is to run. Made by {@link #builder}.
 *
 * @param functions the folder of functions
 * @param versions the folder of versions, {@code <name>/<version>/}, into which an agent delivers;
 *     null, which is the default: there is one version of each function, and qualifiers make no
 *     difference
 * @param host the address to listen on; the loopback by default, for whoever reaches it may run
 *     code
 * @param port the port to listen on; 0 for a free one, which is the default
 * @param slots invocations at once; as many as there are processors by default
 * @param processes processes at once, warm ones included; twice the slots by default
 * @param allowCommand whether clients may run command lines of their own; not by default
 * @param commandTimeout how long a command line may take; an hour by default
 * @param commandMemoryMb the most a command line's processes may use together, in MiB; 1024 by
 *     default
 * @param environment variables for every function, beneath the function's own
 * @param region the AWS region that functions are told and that stands in ARNs; us-east-1 by
 *     default
 * @param slotWait how long an invocation may wait for a free slot; 5 seconds by default
 * @param initTimeout how long a process may take to ask for its first invocation; 60 seconds by
 *     default
 * @param javaHome the Java that runs Java functions; by default the one that runs this
 * @param stopGrace how long running invocations may go on when the JVM is told to end; none by
 *     default
 */
public record RuntimeSettings(
    Path functions,
    @Nullable Path versions,
    String host,
    int port,
    int slots,
    int processes,
    boolean allowCommand,
    Duration commandTimeout,
    int commandMemoryMb,
    Map<String, String> environment,
    String region,
    Duration slotWait,
    Duration initTimeout,
    Path javaHome,
    Duration stopGrace) {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(12);

  /**
   * @throws IllegalArgumentException when a value makes no sense; the message names all that do not
   */
  public RuntimeSettings {
    environment = Map.copyOf(environment);
    var problems = new ArrayList<String>();
    check(port >= 0 && port <= 65535, "port must be from 0 to 65535, not " + port, problems);
    check(slots >= 1 && slots <= 4096, "slots must be from 1 to 4096, not " + slots, problems);
    check(
        processes >= slots,
        "processes must be as many as slots at least, not " + processes,
        problems);
    check(
        isTime(commandTimeout),
        "commandTimeout must be from 1 ms to 12 hours, not " + commandTimeout,
        problems);
    check(
        commandMemoryMb >= 1, "commandMemoryMb must be positive, not " + commandMemoryMb, problems);
    check(isTime(slotWait), "slotWait must be from 1 ms to 12 hours, not " + slotWait, problems);
    check(
        isTime(initTimeout),
        "initTimeout must be from 1 ms to 12 hours, not " + initTimeout,
        problems);
    check(!stopGrace.isNegative(), "stopGrace must not be negative, but is " + stopGrace, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private static boolean isTime(Duration time) {
    return time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0;
  }

  private static void check(boolean right, String problem, List<String> problems) {
    if (!right) {
      problems.add(problem);
    }
  }

  /** Settings with defaults for everything but the folder of functions. */
  public static Builder builder(Path functions) {
    return new Builder(functions);
  }

  /** Gathers settings; see {@link RuntimeSettings} for what they mean. */
  public static final class Builder {
    private final Path functions;
    private @Nullable Path versions;
    private String host = "127.0.0.1";
    private int port;
    private int slots = Runtime.getRuntime().availableProcessors();
    private int processes;
    private boolean allowCommand;
    private Duration commandTimeout = Duration.ofHours(1);
    private int commandMemoryMb = 1024;
    private Map<String, String> environment = Map.of();
    private String region = "us-east-1";
    private Duration slotWait = Duration.ofSeconds(5);
    private Duration initTimeout = Duration.ofSeconds(60);
    private Path javaHome = Path.of(System.getProperty("java.home"));

    private Duration stopGrace = Duration.ZERO;

    private Builder(Path functions) {
      this.functions = functions;
    }

    public Builder versions(@Nullable Path value) {
      versions = value;
      return this;
    }

    public Builder host(String value) {
      host = value;
      return this;
    }

    public Builder port(int value) {
      port = value;
      return this;
    }

    public Builder slots(int value) {
      slots = value;
      return this;
    }

    public Builder processes(int value) {
      processes = value;
      return this;
    }

    public Builder allowCommand(boolean value) {
      allowCommand = value;
      return this;
    }

    public Builder commandTimeout(Duration value) {
      commandTimeout = value;
      return this;
    }

    public Builder commandMemoryMb(int value) {
      commandMemoryMb = value;
      return this;
    }

    public Builder environment(Map<String, String> value) {
      environment = value;
      return this;
    }

    public Builder region(String value) {
      region = value;
      return this;
    }

    public Builder slotWait(Duration value) {
      slotWait = value;
      return this;
    }

    public Builder initTimeout(Duration value) {
      initTimeout = value;
      return this;
    }

    public Builder javaHome(Path value) {
      javaHome = value;
      return this;
    }

    public Builder stopGrace(Duration value) {
      stopGrace = value;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException when a value makes no sense
     */
    public RuntimeSettings build() {
      return new RuntimeSettings(
          functions,
          versions,
          host,
          port,
          slots,
          processes == 0 ? Math.max(slots, 2 * slots) : processes,
          allowCommand,
          commandTimeout,
          commandMemoryMb,
          environment,
          region,
          slotWait,
          initTimeout,
          javaHome,
          stopGrace);
    }
  }
}
