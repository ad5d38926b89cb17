package io.htcgrid.runtime.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** What is particular about starting a kind of process. Each method is called once at most. */
interface Spawner {

  /** Gets ready; may wait for I/O threads. */
  void prepare(Path temporary) throws IOException;

  /** Starts the process; must not wait for I/O threads. */
  ProcessGroup spawn(Path temporary) throws IOException;

  /** Where the process logs. */
  InputStream log(ProcessGroup spawned);

  /** Tidies up when nothing of the process lives, or it was never started. */
  void close();
}
