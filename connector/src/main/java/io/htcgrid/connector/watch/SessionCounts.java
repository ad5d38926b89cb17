package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.control.EndReason;
import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Counts how many tasks of a session ended. What is in closed groups and pages was counted by those
 * who closed them; open pages are counted here, and sealed first when the session ended early, so
 * that nobody is told another number later. Not for threads that make started calls.
 */
public final class SessionCounts {
  private final SessionReads reads;
  private final StateTable table;
  private final Calls calls;

  public SessionCounts(SessionReads reads, StateTable table, Calls calls) {
    this.reads = reads;
    this.table = table;
    this.calls = calls;
  }

  public SessionView view(SessionRecord session) {
    int size = calls.once(() -> reads.size(session));
    return new SessionView(session, size, counts(session, size), reads.isOverdue(session));
  }

  private OutcomeCounts counts(SessionRecord session, int size) {
    if (session.ended() && session.endReason() == EndReason.ALL_TASKS_ENDED) {
      return session.counts();
    }
    int pages = size >= 0 ? pages(size) : registered(session);
    int groups = (pages + GroupId.PAGES - 1) / GroupId.PAGES;
    List<Supplier<OutcomeCounts>> open = new ArrayList<>();
    IntStream.range(0, groups)
        .filter(group -> !session.closedGroups().contains(group))
        .forEach(
            group -> open.add(() -> count(session, new GroupId(session.id(), group), pages, size)));
    return calls.all(open).stream().reduce(session.counts(), OutcomeCounts::plus);
  }

  private static int pages(int tasks) {
    return (tasks + PageId.TASKS - 1) / PageId.TASKS;
  }

  private static int registered(SessionRecord submitting) {
    var lease = submitting.submitLease();
    return lease == null ? 0 : lease.highestPage() + 1;
  }

  private OutcomeCounts count(SessionRecord session, GroupId group, int pages, int size) {
    GroupProgress closed = calls.once(() -> table.readGroup(group));
    List<PageId> open =
        IntStream.range(group.firstPage(), Math.min(pages, group.firstPage() + GroupId.PAGES))
            .filter(page -> !closed.closedPages().contains(page))
            .mapToObj(page -> new PageId(session.id(), page))
            .toList();
    if (open.isEmpty()) {
      return closed.counts();
    }
    Map<PageId, PageProgress> progress = calls.once(() -> table.readProgressEventually(open));
    OutcomeCounts counts = closed.counts();
    for (PageId page : open) {
      PageProgress stored = progress.getOrDefault(page, PageProgress.empty(page));
      counts = counts.plus(session.ended() ? settled(session, stored, size) : stored.counts());
    }
    return counts;
  }

  /** The counts of a page of a session that ended early. */
  private OutcomeCounts settled(SessionRecord session, PageProgress stored, int size) {
    int tasks = stored.page().taskCount(size);
    PageProgress page =
        stored.sealed() || stored.counts().total() == tasks
            ? stored
            : PageScan.sealed(table, session, stored.page());
    OutcomeCounts told = page.counts();
    return new OutcomeCounts(
        told.completed(), told.failed(), tasks - told.completed() - told.failed());
  }
}
