package io.htcgrid.control.protocol;

import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sweep: finishes what a crash left half-closed in some groups of an active session: complete pages
 * that are not in their group, complete groups that are not in their session, and the session
 * itself; then tells its connectors.
 */
public final class FinishClosing implements Protocol<FinishClosing.Finished> {
  /**
   * How it ended.
   *
   * @param changed whether anything was half-closed
   * @param endedSession the session, when these steps ended it
   */
  public record Finished(boolean changed, Optional<SessionRecord> endedSession) {}

  private final StateTable table;
  private final ReplyQueues replies;
  private final InstantSource clock;
  private final SessionRecord session;
  private final Deque<GroupId> groups = new ArrayDeque<>();
  private final Deque<CloseCascade> cascades = new ArrayDeque<>();
  private List<PageId> openPages = List.of();
  private @Nullable SessionRecord ended;
  private @Nullable TellEnd telling;
  private boolean changed;

  /**
   * Looks at some groups.
   *
   * @param session ACTIVE
   * @param groups that are not closed, as {@code session} tells; empty: all are, and only the
   *     session's end is missing
   */
  public FinishClosing(
      StateTable table,
      ReplyQueues replies,
      InstantSource clock,
      SessionRecord session,
      List<GroupId> groups) {
    if (session.state() != SessionState.ACTIVE) {
      throw new IllegalArgumentException("session " + session.id() + " is " + session.state());
    }
    this.table = table;
    this.replies = replies;
    this.clock = clock;
    this.session = session;
    this.groups.addAll(groups);
    if (groups.isEmpty()) {
      cascades.add(CloseCascade.ofActivated(table, clock, session));
    }
  }

  @Override
  public @Nullable Finished step() {
    TellEnd tell = telling;
    if (!cascades.isEmpty()) {
      close(cascades.element());
    } else if (!openPages.isEmpty()) {
      readPages();
    } else if (!groups.isEmpty()) {
      readGroup(groups.element());
    } else if (tell != null) {
      tell.step();
    }
    boolean told = telling == null || telling.done();
    boolean done = cascades.isEmpty() && openPages.isEmpty() && groups.isEmpty() && told;
    return done ? new Finished(changed, Optional.ofNullable(ended)) : null;
  }

  private void readGroup(GroupId group) {
    GroupProgress progress = table.readGroup(group);
    List<PageId> left = new ArrayList<>();
    int first = group.number() * GroupId.PAGES;
    for (int number = first; number < first + session.pagesIn(group.number()); number++) {
      if (!progress.closedPages().contains(number)) {
        left.add(new PageId(session.id(), number));
      }
    }
    groups.remove();
    openPages = left;
    if (left.isEmpty()) {
      cascades.add(CloseCascade.ofGroup(table, clock, session, progress));
    }
  }

  private void readPages() {
    for (PageProgress page : table.readProgressEventually(openPages).values()) {
      int tasks = session.tasksIn(page.page().number());
      OutcomeCounts counts = page.countsOf(tasks);
      if (counts.total() == tasks) {
        cascades.add(
            CloseCascade.ofPage(table, clock, page.page(), counts, session.pagesExpireAt()));
      }
    }
    openPages = List.of();
  }

  private void close(CloseCascade cascade) {
    CloseCascade.Closed closed = cascade.step();
    if (closed != null) {
      cascades.remove();
      changed = true;
      closed
          .endedSession()
          .ifPresent(
              session -> {
                ended = session;
                telling = new TellEnd(replies, session);
              });
    }
  }
}
