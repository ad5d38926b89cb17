package io.htcgrid.control.sweep;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.state.ResendRecord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to do about an active session whose messages may be lost. No I/O. */
sealed interface Suspicion {
  /** How long no page closes until a session is suspect; doubles with each time it was. */
  Duration QUIET = Duration.ofMinutes(15);

  /** How often it is written down that a session gets on; none that ends sooner costs a write. */
  Duration NOTED_EVERY = Duration.ofMinutes(5);

  /** How long one sweeper has a session for itself. */
  Duration LEASE = Duration.ofMinutes(5);

  int MAX_DOUBLINGS = 12;

  record Leave() implements Suspicion {}

  /** It gets on. */
  record Note(ResendRecord next) implements Suspicion {}

  /** Send its messages again, once this record is written. */
  record Send(ResendRecord next) implements Suspicion {}

  /**
   * Judges a session.
   *
   * @param closedPages that it has now
   * @param emptySince when all queues are empty: since when
   * @param sweeper who asks
   */
  static Suspicion of(
      SessionRecord session,
      ResendRecord known,
      int closedPages,
      @Nullable Instant emptySince,
      String sweeper,
      Instant now) {
    Instant leaseEnd = now.plus(LEASE);
    if (known.sending()) {
      return known.heldAgainst(sweeper, now)
          ? new Leave()
          : new Send(known.resumed(sweeper, leaseEnd));
    }
    if (emptySince != null && session.createdAt().isBefore(emptySince)) {
      return new Send(known.begun(closedPages, known.resends(), sweeper, leaseEnd));
    }
    if (closedPages != known.closedPages()) {
      return known.progressAt().plus(NOTED_EVERY).isAfter(now)
          ? new Leave()
          : new Note(known.gotOn(closedPages, now));
    }
    Duration patience = QUIET.multipliedBy(1L << Math.min(MAX_DOUBLINGS, known.resends()));
    return known.progressAt().plus(patience).isAfter(now)
        ? new Leave()
        : new Send(known.begun(closedPages, known.resends() + 1, sweeper, leaseEnd));
  }
}
