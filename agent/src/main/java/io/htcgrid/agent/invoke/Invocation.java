package io.htcgrid.agent.invoke;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.Abortable;

/**
 * A handle on one function call that lets any thread end it: the connection closes, by which the
 * runtime knows to kill the function. Thread-safe; good for one call, its repetitions included.
 */
public final class Invocation {
  private boolean aborted;
  private @Nullable Abortable request;

  /** Ends the call, also when it has not begun yet. Ending it again changes nothing. */
  public void abort() {
    Abortable underWay;
    synchronized (this) {
      aborted = true;
      underWay = request;
    }
    if (underWay != null) {
      underWay.abort();
    }
  }

  public synchronized boolean aborted() {
    return aborted;
  }

  void attach(Abortable started) {
    synchronized (this) {
      request = started;
      if (!aborted) {
        return;
      }
    }
    started.abort();
  }
}
