package io.htcgrid.runtime.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A process's output pipe and what becomes of its bytes. Reads never block. Thread-safe. */
final class ProcessOutput {

  private static final int BUFFER_BYTES = 1 << 16;

  /** Bytes read in one go, so that one talkative process does not keep others waiting. */
  private static final int GULP_BYTES = 1 << 20;

  /** Takes bytes as they come; called by one thread at a time. */
  interface Sink {
    void add(byte[] bytes, int length);
  }

  private final InputStream pipe;
  private final Sink sink;
  private byte[] buffer = new byte[0];
  private boolean broken;

  ProcessOutput(InputStream pipe, Sink sink) {
    this.pipe = pipe;
    this.sink = sink;
  }

  /** Reads what is there now; says whether anything was. */
  synchronized boolean drain() {
    int total = 0;
    try {
      while (!broken && total < GULP_BYTES) {
        int available = pipe.available();
        if (available <= 0) {
          break;
        }
        if (buffer.length == 0) {
          buffer = new byte[BUFFER_BYTES];
        }
        int read = pipe.read(buffer, 0, Math.min(available, buffer.length));
        if (read <= 0) {
          break;
        }
        sink.add(buffer, read);
        total += read;
      }
    } catch (IOException e) {
      broken = true; // Closed: its process ended and all of it was read.
    }
    return total > 0;
  }

  /** Reads what is there now, then runs an action that no reader of this output runs beside. */
  synchronized <T> T drainThen(Supplier<T> action) {
    drain();
    return action.get();
  }
}
