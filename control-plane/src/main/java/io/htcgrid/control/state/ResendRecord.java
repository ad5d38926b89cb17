package io.htcgrid.control.state;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.data.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What sweepers know of a session whose messages may be lost. A session without one was never slow.
 *
 * @param version counts the writes; 0: not stored yet
 * @param closedPages of the whole session, when it last got on
 * @param progressAt when that was seen, or when all its messages had been sent again
 * @param resends how often they were
 * @param nextPage where sending them again goes on; {@link #NOT_SENDING}: nobody is at it
 * @param owner the sweeper that is at it
 * @param leaseExpiresAt when another may go on
 * @param expiresAt when the table may drop this
 */
public record ResendRecord(
    SessionId session,
    int version,
    int closedPages,
    Instant progressAt,
    int resends,
    int nextPage,
    @Nullable String owner,
    @Nullable Instant leaseExpiresAt,
    Instant expiresAt) {
  public static final int NOT_SENDING = -1;

  public boolean sending() {
    return nextPage != NOT_SENDING;
  }

  /** Whether another sweeper is at it. */
  public boolean heldAgainst(String sweeper, Instant now) {
    return owner != null
        && !owner.equals(sweeper)
        && leaseExpiresAt != null
        && leaseExpiresAt.isAfter(now);
  }

  /** Of a session that has none yet. */
  public static ResendRecord unknown(SessionRecord session) {
    return new ResendRecord(
        session.id(),
        0,
        0,
        session.createdAt(),
        0,
        NOT_SENDING,
        null,
        null,
        session.pagesExpireAt());
  }

  /** The next version: more pages are closed. */
  public ResendRecord gotOn(int pages, Instant now) {
    return new ResendRecord(
        session, version + 1, pages, now, resends, NOT_SENDING, null, null, expiresAt);
  }

  /**
   * The next version: a sweeper begins.
   *
   * @param pages that are closed
   * @param times how often it was done, this time included if it counts
   */
  public ResendRecord begun(int pages, int times, String sweeper, Instant leaseEnd) {
    return new ResendRecord(
        session, version + 1, pages, progressAt, times, 0, sweeper, leaseEnd, expiresAt);
  }

  /** The next version: a sweeper goes on. */
  public ResendRecord resumed(String sweeper, Instant leaseEnd) {
    return at(nextPage, sweeper, leaseEnd, progressAt);
  }

  /** The next version: any sweeper may go on from a page at once. */
  public ResendRecord stopped(int beforePage) {
    return at(beforePage, null, null, progressAt);
  }

  /** The next version: all messages have been sent again. */
  public ResendRecord finished(Instant now) {
    return at(NOT_SENDING, null, null, now);
  }

  private ResendRecord at(
      int page, @Nullable String sweeper, @Nullable Instant leaseEnd, Instant since) {
    return new ResendRecord(
        session, version + 1, closedPages, since, resends, page, sweeper, leaseEnd, expiresAt);
  }
}
