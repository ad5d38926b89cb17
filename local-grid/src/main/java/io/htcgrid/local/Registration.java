package io.htcgrid.local;

import io.htcgrid.control.config.LocalGridEntry;
import io.htcgrid.control.config.LocalGridNameTakenException;
import io.htcgrid.control.config.LocalGridRegistry;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A grid's entry in the registry of this user's local grids, for as long as it runs. */
record Registration(LocalGridRegistry registry, LocalGridEntry entry) implements AutoCloseable {
  /**
   * Makes sure that the name is free before anything is started under it: a port or a folder that
   * is in use does not say by which grid.
   *
   * @throws LocalGridException when another process has a grid of that name
   */
  static void requireFree(Path home, String grid) {
    try {
      new LocalGridRegistry(home).requireFree(grid);
    } catch (LocalGridNameTakenException e) {
      throw new LocalGridException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Registers a grid of this process.
   *
   * @throws LocalGridException when another process has a grid of that name, or it cannot be
   *     written
   */
  static Registration in(Path home, LocalGridEntry entry) {
    LocalGridRegistry registry = new LocalGridRegistry(home);
    try {
      registry.write(entry);
    } catch (LocalGridNameTakenException | UncheckedIOException e) {
      throw new LocalGridException(String.valueOf(e.getMessage()), e);
    }
    return new Registration(registry, entry);
  }

  /** Tells that the grid only ends what it runs. */
  void markStopping() {
    registry.write(entry.asStopping());
  }

  @Override
  public void close() {
    registry.remove(entry);
  }
}
