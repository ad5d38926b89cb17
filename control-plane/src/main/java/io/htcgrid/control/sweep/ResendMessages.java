package io.htcgrid.control.sweep;

import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.control.protocol.ResendPage;
import io.htcgrid.control.state.ResendRecord;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Walks over a session's open pages and sends again what needs a message, as far as a run's pages
 * go. Not thread-safe.
 */
final class ResendMessages {
  private static final Logger LOG = LoggerFactory.getLogger(ResendMessages.class);

  private final GridServices services;
  private int pagesLeft;

  /**
   * @param pages how many pages and groups it reads
   */
  ResendMessages(GridServices services, int pages) {
    this.services = services;
    this.pagesLeft = pages;
  }

  boolean spent() {
    return pagesLeft <= 0;
  }

  /**
   * Goes on with a session.
   *
   * @param sending as it was just written
   * @return whether anything was sent or committed
   */
  boolean send(SessionRecord session, ResendRecord sending) {
    int sent = 0;
    int committed = 0;
    int undefined = 0;
    int number = sending.nextPage();
    boolean taken = true;
    try {
      while (taken && number < session.pageCount() && !spent()) {
        GroupId group = new PageId(session.id(), number).group();
        int end = group.firstPage() + session.pagesIn(group.number());
        if (session.closedGroups().contains(group.number())) {
          number = end;
          continue;
        }
        GroupProgress progress = services.table().readGroup(group);
        pagesLeft--;
        while (taken && number < end && !spent()) {
          if (!progress.closedPages().contains(number)) {
            ResendPage.Resent resent = resend(session, new PageId(session.id(), number));
            sent += resent.sent();
            committed += resent.committed();
            undefined += resent.undefined() ? 1 : 0;
            taken = resent.refused().isEmpty() || resent.refused().get().callersFault();
          }
          number = taken ? number + 1 : number;
        }
      }
    } finally {
      finish(session, sending, number);
    }
    if (sent + committed > 0) {
      LOG.warn(
          "Session {} got on no more: {} messages were sent again and {} tasks committed, up to page {} of {}",
          session.id(),
          sent,
          committed,
          number,
          session.pageCount());
    }
    if (undefined > 0) {
      LOG.error(
          "Session {} lacks the definitions of {} pages: their tasks can end with it alone",
          session.id(),
          undefined);
    }
    return sent + committed > 0;
  }

  private ResendPage.Resent resend(SessionRecord session, PageId page) {
    pagesLeft--;
    ResendPage.Resent resent;
    try {
      resent =
          new ResendPage(
                  services.table(),
                  services.queues(),
                  services.replies(),
                  services.clock(),
                  LeaseTerms.DEFAULT,
                  session,
                  page)
              .run();
    } catch (SdkException e) {
      throw e;
    } catch (RuntimeException e) {
      // Not for now: the pages behind it must not wait for one that cannot be read.
      LOG.error("Page {} is passed over until its session's next turn", page, e);
      return new ResendPage.Resent(0, 0, false, Optional.empty());
    }
    resent
        .refused()
        .ifPresent(
            failure ->
                LOG.warn(
                    "A message of page {} was not sent: {} {}",
                    page,
                    failure.code(),
                    failure.message()));
    return resent;
  }

  /** Refused when another sweeper took over: then that one goes on. */
  private void finish(SessionRecord session, ResendRecord sending, int number) {
    ResendRecord next =
        number < session.pageCount()
            ? sending.stopped(number)
            : sending.finished(services.clock().instant());
    if (!services.table().writeResend(next)) {
      LOG.info("Another sweeper sends the messages of session {} again", session.id());
    }
  }
}
