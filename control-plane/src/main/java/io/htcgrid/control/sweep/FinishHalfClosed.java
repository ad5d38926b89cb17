package io.htcgrid.control.sweep;

import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.CloseCascade;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finishes what a crash left half-closed: complete pages that are not in their group, complete
 * groups that are not in their session, complete sessions that have not ended.
 *
 * <p>Looks at {@link #MAX_SESSIONS} in one run, and at {@link #MAX_GROUPS} open groups of each, in
 * turn.
 */
public final class FinishHalfClosed implements Duty {
  static final int MAX_SESSIONS = 500;
  static final int MAX_GROUPS = 10;

  private final GridServices services;
  private final OpenSessions open;
  private int runs;

  public FinishHalfClosed(GridServices services) {
    this.services = services;
    this.open = new OpenSessions(services.table(), services.clock());
  }

  @Override
  public String name() {
    return "finish-half-closed";
  }

  @Override
  public DutyReport runOnce() {
    Tally tally = new Tally(name());
    Optional<SessionRecord> session = open.next();
    while (session.isPresent()) {
      SessionRecord seen = session.get();
      tally.look(seen.id(), () -> seen.state() == SessionState.ACTIVE && finish(seen));
      session = tally.looked() < MAX_SESSIONS ? open.next() : Optional.empty();
    }
    runs++;
    return tally.report();
  }

  private boolean finish(SessionRecord session) {
    List<Integer> groups = new ArrayList<>();
    for (int number = 0; number < session.groupCount(); number++) {
      if (!session.closedGroups().contains(number)) {
        groups.add(number);
      }
    }
    if (groups.isEmpty()) {
      return run(CloseCascade.ofActivated(services.table(), services.clock(), session));
    }
    boolean changed = false;
    for (int i = 0; i < Math.min(MAX_GROUPS, groups.size()); i++) {
      int position = Math.floorMod(runs * MAX_GROUPS + i, groups.size());
      changed |= finish(session, new GroupId(session.id(), groups.get(position)));
    }
    return changed;
  }

  private boolean finish(SessionRecord session, GroupId group) {
    GroupProgress progress = services.table().readGroup(group);
    List<PageId> openPages = new ArrayList<>();
    int first = group.number() * GroupId.PAGES;
    for (int number = first; number < first + session.pagesIn(group.number()); number++) {
      if (!progress.closedPages().contains(number)) {
        openPages.add(new PageId(session.id(), number));
      }
    }
    if (openPages.isEmpty()) {
      // Closing a page again goes on with its group.
      PageId any = new PageId(session.id(), first);
      return close(session, services.table().readProgress(any));
    }
    boolean changed = false;
    for (PageProgress page : services.table().readProgressEventually(openPages).values()) {
      if (page.counts().total() == session.tasksIn(page.page().number())) {
        changed |= close(session, page);
      }
    }
    return changed;
  }

  private boolean close(SessionRecord session, PageProgress page) {
    return run(
        CloseCascade.ofPage(
            services.table(),
            services.clock(),
            page.page(),
            page.counts(),
            session.pagesExpireAt()));
  }

  private boolean run(CloseCascade cascade) {
    cascade.run().endedSession().ifPresent(this::tell);
    return true;
  }

  private void tell(SessionRecord ended) {
    SessionEvent event =
        new SessionEvent.SessionEnded(ended.id(), ended.state(), ended.endReason());
    for (String queue : ended.replyQueues()) {
      var unused = services.replies().send(queue, List.of(event));
    }
  }
}
