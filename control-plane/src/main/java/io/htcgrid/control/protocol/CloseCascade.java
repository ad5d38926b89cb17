package io.htcgrid.control.protocol;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.state.CloseResult;
import io.htcgrid.control.state.EndResult;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Close: counts a complete page in its group, a complete group in its session, and ends a complete
 * session. Anyone may repeat any of it.
 */
public final class CloseCascade implements Protocol<CloseCascade.Closed> {
  private static final Logger LOG = LoggerFactory.getLogger(CloseCascade.class);

  /**
   * How it ended.
   *
   * @param endedSession the session, when these steps ended it
   */
  public record Closed(Optional<SessionRecord> endedSession) {
    static final Closed NOTHING_ENDED = new Closed(Optional.empty());
  }

  private sealed interface Next {
    record ClosePage(PageId page, OutcomeCounts counts) implements Next {}

    record ReadGroup(GroupId group, SessionRecord session) implements Next {}

    record ReadSession(GroupProgress group) implements Next {}

    record CloseGroup(GroupProgress group) implements Next {}

    record End(SessionRecord session) implements Next {}
  }

  private final StateTable table;
  private final InstantSource clock;
  private final Instant expiresAt;
  private Next next;

  private CloseCascade(StateTable table, InstantSource clock, Instant expiresAt, Next next) {
    this.table = table;
    this.clock = clock;
    this.expiresAt = expiresAt;
    this.next = next;
  }

  /**
   * From a page whose every task is terminal.
   *
   * @param expiresAt when the table may drop the page's group
   */
  public static CloseCascade ofPage(
      StateTable table, InstantSource clock, PageId page, OutcomeCounts counts, Instant expiresAt) {
    return new CloseCascade(table, clock, expiresAt, new Next.ClosePage(page, counts));
  }

  /** From the last group of a session that was just activated; its size was not known before. */
  public static CloseCascade ofActivated(
      StateTable table, InstantSource clock, SessionRecord session) {
    GroupId last = new GroupId(session.id(), session.groupCount() - 1);
    return new CloseCascade(
        table, clock, session.pagesExpireAt(), new Next.ReadGroup(last, session));
  }

  /** From a group whose every page is closed, as {@code session} tells. */
  static CloseCascade ofGroup(
      StateTable table, InstantSource clock, SessionRecord session, GroupProgress group) {
    return new CloseCascade(table, clock, session.pagesExpireAt(), new Next.CloseGroup(group));
  }

  @Override
  public @Nullable Closed step() {
    Next now = next;
    if (now instanceof Next.ClosePage close) {
      return afterPage(table.closePage(close.page(), close.counts(), expiresAt).stored());
    }
    if (now instanceof Next.ReadGroup read) {
      return afterSession(read.session(), table.readGroup(read.group()));
    }
    if (now instanceof Next.ReadSession read) {
      Optional<SessionRecord> session =
          table.readSession(read.group().group().session(), clock.instant());
      return session.isEmpty() ? Closed.NOTHING_ENDED : afterSession(session.get(), read.group());
    }
    if (now instanceof Next.CloseGroup close) {
      Optional<CloseResult<SessionRecord>> closed =
          table.closeGroup(close.group().group(), close.group().counts());
      return closed.isEmpty() ? Closed.NOTHING_ENDED : afterGroup(closed.get().stored());
    }
    return end(((Next.End) now).session());
  }

  private @Nullable Closed afterPage(GroupProgress group) {
    // Only the last group of a session has fewer pages; how many, the session tells once it is
    // ACTIVE.
    next =
        group.closedPages().size() == GroupId.PAGES
            ? new Next.CloseGroup(group)
            : new Next.ReadSession(group);
    return null;
  }

  private @Nullable Closed afterSession(SessionRecord session, GroupProgress group) {
    int number = group.group().number();
    if (!session.sized() || session.ended()) {
      return Closed.NOTHING_ENDED;
    }
    if (session.closedGroups().contains(number)) {
      return afterGroup(session);
    }
    if (!isComplete(group, session)) {
      return afterGroup(session);
    }
    next = new Next.CloseGroup(group);
    return null;
  }

  /** Asks which pages are closed, and not how many: a page beyond the session's end is none. */
  private static boolean isComplete(GroupProgress group, SessionRecord session) {
    int first = group.group().firstPage();
    int pages = session.pagesIn(group.group().number());
    return IntStream.range(first, first + pages).allMatch(group.closedPages()::contains);
  }

  private @Nullable Closed afterGroup(SessionRecord session) {
    if (session.state() != SessionState.ACTIVE
        || session.closedGroups().size() < session.groupCount()) {
      return Closed.NOTHING_ENDED;
    }
    next = new Next.End(session);
    return null;
  }

  private Closed end(SessionRecord session) {
    OutcomeCounts counts = session.counts();
    if (counts.total() != session.taskCount()) {
      LOG.error(
          "session {} of {} tasks counts outcomes of {}: it is left to its deadline",
          session.id(),
          session.taskCount(),
          counts);
      return Closed.NOTHING_ENDED;
    }
    SessionState state = SessionState.COMPLETED;
    String message = "all " + session.taskCount() + " tasks completed";
    if (counts.failed() > 0) {
      state = SessionState.FAILED;
      message = counts.failed() + " of " + session.taskCount() + " tasks failed";
    } else if (counts.cancelled() > 0) {
      state = SessionState.CANCELLED;
      message = counts.cancelled() + " of " + session.taskCount() + " tasks were cancelled";
    }
    EndResult result =
        table.end(session.id(), state, EndReason.ALL_TASKS_ENDED, message, clock.instant());
    return result instanceof EndResult.Ended ended
        ? new Closed(Optional.of(ended.session()))
        : Closed.NOTHING_ENDED;
  }
}
