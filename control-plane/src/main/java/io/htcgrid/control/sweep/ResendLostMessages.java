package io.htcgrid.control.sweep;

import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.state.ResendRecord;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages again that may be lost: of sessions of which no page closed for a while, and of
 * all when every task queue is empty ({@link Suspicion}). Looks at {@link #MAX_SESSIONS} and a few
 * more in one run, and at {@link #MAX_PAGES} of their pages.
 */
public final class ResendLostMessages implements Duty {
  static final int MAX_SESSIONS = 1000;
  static final int MAX_PAGES = 200;

  /** Open groups of a session whose pages are counted. */
  static final int MAX_GROUPS = 20;

  private final GridServices services;
  private final EmptyQueues emptyQueues;
  private final String sweeper = "sweeper-" + UUID.randomUUID();

  public ResendLostMessages(GridServices services) {
    this.services = services;
    this.emptyQueues = new EmptyQueues(services);
  }

  @Override
  public String name() {
    return "resend-lost-messages";
  }

  @Override
  public DutyReport runOnce() {
    Tally tally = new Tally(name());
    ResendMessages messages = new ResendMessages(services, MAX_PAGES);
    Instant emptySince = emptyQueues.look().orElse(null);
    OpenSessions.resume(services.table(), services.clock(), name())
        .walk(MAX_SESSIONS, messages::spent, part -> look(part, emptySince, messages, tally));
    if (emptySince != null && tally.report().repaired() > 0) {
      emptyQueues.forget();
    }
    return tally.report();
  }

  private void look(
      List<SessionRecord> sessions,
      @Nullable Instant emptySince,
      ResendMessages messages,
      Tally tally) {
    Instant now = services.clock().instant();
    List<SessionRecord> old =
        sessions.stream()
            .filter(session -> session.state() == SessionState.ACTIVE)
            .filter(
                session ->
                    emptySince != null
                        || !session.createdAt().plus(Suspicion.NOTED_EVERY).isAfter(now))
            .toList();
    if (old.isEmpty()) {
      return;
    }
    Map<SessionId, ResendRecord> known =
        services
            .table()
            .readResendsEventually(old.stream().map(SessionRecord::id).toList())
            .stream()
            .collect(Collectors.toMap(ResendRecord::session, Function.identity()));
    List<GroupId> groups = old.stream().flatMap(each -> openGroups(each).stream()).toList();
    Map<GroupId, GroupProgress> progress = services.table().readGroupsEventually(groups);
    for (SessionRecord each : old) {
      ResendRecord record = known.getOrDefault(each.id(), ResendRecord.unknown(each));
      int closed = closedPages(each, progress);
      tally.look(
          each.id(),
          () -> act(each, Suspicion.of(each, record, closed, emptySince, sweeper, now), messages));
    }
  }

  private boolean act(SessionRecord session, Suspicion suspicion, ResendMessages messages) {
    if (suspicion instanceof Suspicion.Note note) {
      services.table().writeResend(note.next());
    }
    return suspicion instanceof Suspicion.Send send
        && !messages.spent()
        && services.table().writeResend(send.next())
        && messages.send(session, send.next());
  }

  private static List<GroupId> openGroups(SessionRecord session) {
    List<GroupId> open = new ArrayList<>();
    for (int i = 0; i < session.groupCount() && open.size() < MAX_GROUPS; i++) {
      if (!session.closedGroups().contains(i)) {
        open.add(new GroupId(session.id(), i));
      }
    }
    return open;
  }

  private static int closedPages(SessionRecord session, Map<GroupId, GroupProgress> progress) {
    int inClosedGroups = session.closedGroups().stream().mapToInt(session::pagesIn).sum();
    int inOpenGroups =
        openGroups(session).stream()
            .mapToInt(
                group ->
                    progress.getOrDefault(group, GroupProgress.empty(group)).closedPages().size())
            .sum();
    return inClosedGroups + inOpenGroups;
  }
}
