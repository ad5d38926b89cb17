package io.htcgrid.runtime.process;

import java.io.ByteArrayOutputStream;

/** What a command line wrote, up to a limit. Thread-safe. */
final class CommandResult implements ProcessOutput.Sink {

  private final int limit;
  private final Runnable onOverflow;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean overflown;

  /**
   * @param limit bytes that are too many by one
   * @param onOverflow called when there are more, once, on the thread that adds them; must return
   *     at once
   */
  CommandResult(int limit, Runnable onOverflow) {
    this.limit = limit;
    this.onOverflow = onOverflow;
  }

  @Override
  public synchronized void add(byte[] added, int length) {
    if (overflown) {
      return;
    }
    if (bytes.size() + length > limit) {
      overflown = true;
      onOverflow.run();
      return;
    }
    bytes.write(added, 0, length);
  }

  synchronized boolean overflown() {
    return overflown;
  }

  synchronized byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
