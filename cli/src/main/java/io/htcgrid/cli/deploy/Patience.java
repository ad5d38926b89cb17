package io.htcgrid.cli.deploy;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How long to wait for each thing that AWS takes its time for, with a pause between two looks.
 *
 * @param nanoTime elapsed time
 * @param longest of one wait
 */
record Patience(Pauses pauses, LongSupplier nanoTime, Duration longest) {
  /** Begins to wait. */
  Wait begin() {
    return new Wait(this, nanoTime.getAsLong());
  }

  /** One wait, for one thread. */
  record Wait(Patience patience, long began) {
    /**
     * Pauses until the next look.
     *
     * @param state of what is waited for, such as {@code stack x is UPDATE_IN_PROGRESS}
     * @param look where to see how it goes
     * @throws DeployException when the time is over
     */
    void pause(String state, String look) {
      if (patience.nanoTime().getAsLong() - began >= patience.longest().toNanos()) {
        throw DeployException.timedOut(
            state
                + " after "
                + text(patience.longest())
                + "; AWS goes on with it: "
                + look
                + " tells how far it is; run the same command again when that has ended, or give"
                + " it longer with --timeout");
      }
      patience.pauses().pause();
    }

    private static String text(Duration time) {
      return time.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
  }
}
