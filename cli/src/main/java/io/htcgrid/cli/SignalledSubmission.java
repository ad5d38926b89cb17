package io.htcgrid.cli;

import io.htcgrid.connector.GridException;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A submission that a signal interrupts, which it would cut short otherwise: what was sent is
 * cancelled, and the session told, before the process ends.
 */
final class SignalledSubmission {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Thread submitting = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "htcgrid-submit-end");

  private SignalledSubmission() {}

  /** Submits on this thread. Empty: a signal came before, and all is told. */
  static Optional<Session> submit(Console console, HtcGrid grid, SessionSpec spec) {
    SignalledSubmission signalled = new SignalledSubmission();
    Runtime.getRuntime().addShutdownHook(signalled.hook);
    try {
      return signalled.submitted(console, grid, spec);
    } finally {
      signalled.over.countDown();
    }
  }

  private Optional<Session> submitted(Console console, HtcGrid grid, SessionSpec spec) {
    try {
      Session session = grid.submit(spec);
      if (isUndisturbed()) {
        return Optional.of(session);
      }
      console.note("session " + session.id() + " was submitted, and goes on");
    } catch (GridException e) {
      if (isUndisturbed()) {
        throw e;
      }
      console.note("htcgrid: " + Diagnosis.of(e).sentence());
    }
    return Optional.empty();
  }

  /** Whether no signal has come; then none is waited for any longer. */
  private boolean isUndisturbed() {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook is at work.
      return false;
    }
  }

  private void interrupt() {
    submitting.interrupt();
    try {
      over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
