package io.htcgrid.local;

import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.LocalGridEntry;
import io.htcgrid.control.config.LocalGridRegistry;
import java.nio.file.Path;

/** A grid's entry in the registry of this user's local grids, for as long as it runs. */
record Registration(LocalGridRegistry registry, LocalGridEntry entry) implements AutoCloseable {
  static Registration in(Path home, GridConfig config) {
    LocalGridRegistry registry = new LocalGridRegistry(home);
    LocalGridEntry entry = LocalGridEntry.ofThisProcess(config);
    registry.write(entry);
    return new Registration(registry, entry);
  }

  @Override
  public void close() {
    registry.remove(entry);
  }
}
