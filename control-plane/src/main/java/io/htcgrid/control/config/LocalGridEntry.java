package io.htcgrid.control.config;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A local grid as registered.
 *
 * @param pid of the process that runs it
 * @param processStartedAt tells that process from a later one with its id; null: the operating
 *     system does not say
 * @param stopping whether the grid only ends what it runs
 * @param runtimeEndpoint where the Invoke API of its runtime listens; null: it has none
 */
public record LocalGridEntry(
    GridConfig config,
    long pid,
    @Nullable Instant processStartedAt,
    boolean stopping,
    @Nullable URI runtimeEndpoint) {
  /** The entry of a grid that this process runs. */
  public static LocalGridEntry ofThisProcess(GridConfig config) {
    ProcessHandle self = ProcessHandle.current();
    Instant started = self.info().startInstant().orElse(null);
    return new LocalGridEntry(config, self.pid(), started, false, null);
  }

  /** The same grid with a runtime. */
  public LocalGridEntry withRuntime(@Nullable URI endpoint) {
    return new LocalGridEntry(config, pid, processStartedAt, stopping, endpoint);
  }

  /** The same grid, once it has begun to stop. */
  public LocalGridEntry asStopping() {
    return new LocalGridEntry(config, pid, processStartedAt, true, runtimeEndpoint);
  }

  /** Whether the process still runs. */
  public boolean alive() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isTheSame).isPresent();
  }

  private boolean isTheSame(ProcessHandle process) {
    Instant started = process.info().startInstant().orElse(null);
    return processStartedAt == null || started == null || processStartedAt.equals(started);
  }
}
