package io.htcgrid.local;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a grid is made of, closed in reverse order of its start. Thread-safe. */
final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Adds what is closed before all that is there. */
  synchronized <T extends AutoCloseable> T add(T part) {
    open.addFirst(part);
    return part;
  }

  /** Adds what is closed after all others, later ones included. */
  synchronized <T extends AutoCloseable> T addLast(T part) {
    open.addLast(part);
    return part;
  }

  /** Closes all after an error, which remains the one to tell. */
  void closeAfter(Throwable error) {
    try {
      close();
    } catch (LocalGridException e) {
      error.addSuppressed(e);
    }
  }

  /**
   * Closes every part, whatever becomes of the others. Closing again waits, and does nothing.
   *
   * @throws LocalGridException with the first failure as its cause and the others suppressed
   */
  @Override
  public synchronized void close() {
    LocalGridException failed = null;
    while (!open.isEmpty()) {
      try {
        open.removeFirst().close();
      } catch (Exception e) {
        if (failed == null) {
          failed = new LocalGridException("a part of the local grid did not close", e);
        } else {
          failed.addSuppressed(e);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
