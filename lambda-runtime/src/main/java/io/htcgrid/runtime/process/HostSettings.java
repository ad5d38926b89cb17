package io.htcgrid.runtime.process;

import io.htcgrid.runtime.function.FunctionEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How processes are hosted.
 *
 * @param slots invocations at once
 * @param processes processes at once, warm ones included; at least as many as there are slots
 * @param slotWait how long an invocation may wait for a slot
 * @param initTimeout how long a process may take to ask for its first invocation
 * @param javaHome the Java that runs Java functions
 * @param environment what functions are told
 * @param commandTimeout how long a command line may take
 * @param commandMemoryMb the most that a command line's processes may use together, in MiB of
 *     resident memory
 * @param machine the runtime's own environment
 */
public record HostSettings(
    int slots,
    int processes,
    Duration slotWait,
    Duration initTimeout,
    Path javaHome,
    FunctionEnvironment environment,
    Duration commandTimeout,
    int commandMemoryMb,
    Map<String, String> machine) {

  public HostSettings {
    machine = Map.copyOf(machine);
  }
}
