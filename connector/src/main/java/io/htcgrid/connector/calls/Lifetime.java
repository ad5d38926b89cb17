package io.htcgrid.connector.calls;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** From a connector's opening to its close, which ends every pause. Thread-safe. */
public final class Lifetime {
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Ends it; whoever pauses wakes. */
  public void close() {
    closed.countDown();
  }

  public boolean isClosed() {
    return closed.getCount() == 0;
  }

  /**
   * Refuses to go on when it is over.
   *
   * @throws ClosedException when it is
   */
  public void requireOpen() {
    if (isClosed()) {
      throw new ClosedException();
    }
  }

  /**
   * Waits for so long, unless closed or interrupted before.
   *
   * @throws ClosedException when it is or becomes closed
   * @throws InterruptedCallException when the thread is interrupted
   */
  public void pause(Duration length) {
    try {
      if (closed.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new ClosedException();
      }
    } catch (InterruptedException e) {
      throw InterruptedCallException.restoring(e);
    }
  }
}
