package io.htcgrid.control.config;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A local grid as registered.
 *
 * @param pid of the process that runs it
 * @param processStartedAt tells that process from a later one with its id; null: the operating
 *     system does not say
 * @param stopping whether the grid only ends what it runs
 */
public record LocalGridEntry(
    GridConfig config, long pid, @Nullable Instant processStartedAt, boolean stopping) {
  /** The entry of a grid that this process runs. */
  public static LocalGridEntry ofThisProcess(GridConfig config) {
    ProcessHandle self = ProcessHandle.current();
    return new LocalGridEntry(config, self.pid(), self.info().startInstant().orElse(null), false);
  }

  /** The same grid, once it has begun to stop. */
  public LocalGridEntry asStopping() {
    return new LocalGridEntry(config, pid, processStartedAt, true);
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
