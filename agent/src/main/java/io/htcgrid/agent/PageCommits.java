package io.htcgrid.agent;

import io.htcgrid.control.PageProgress;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.protocol.CommitOutcomes;
import io.htcgrid.control.protocol.Protocol;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.data.PageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds ended tasks to their page's progress by group commit: while one update of a page runs, the
 * next collects; and an update waits for those tasks of its page whose verdicts were being written
 * when its first task came, as they will be there in a moment. There is no timer. Thread-safe.
 */
final class PageCommits {
  private static final Logger LOG = LoggerFactory.getLogger(PageCommits.class);

  private static final class Page {
    private List<Ended> collected = new ArrayList<>();
    private final Set<Long> announced = new HashSet<>();
    private final Set<Long> awaited = new HashSet<>();
    private boolean updating;
  }

  private final Context context;
  private final Notices notices;
  private final EarlyEnds earlyEnds;
  private final SessionCache sessions;
  private final ExecutorService pool;
  private final Map<PageId, Page> pages = new HashMap<>();
  private long announcements;

  PageCommits(
      Context context,
      Notices notices,
      EarlyEnds earlyEnds,
      SessionCache sessions,
      ExecutorService pool) {
    this.context = context;
    this.notices = notices;
    this.earlyEnds = earlyEnds;
    this.sessions = sessions;
    this.pool = pool;
  }

  /** Says that a verdict is about to be written. {@link #settle} must follow. */
  synchronized long announce(PageId page) {
    long number = announcements++;
    pages.computeIfAbsent(page, any -> new Page()).announced.add(number);
    return number;
  }

  /**
   * The announced verdict is written, or will not be soon.
   *
   * @param ended null: it did not end the task
   */
  synchronized void settle(PageId id, long announcement, @Nullable Ended ended) {
    Page page = pages.computeIfAbsent(id, any -> new Page());
    page.announced.remove(announcement);
    page.awaited.remove(announcement);
    if (ended != null) {
      collect(page, ended);
    }
    updateIfReady(id, page);
  }

  /** A task that ended without announcement. */
  synchronized void add(Ended ended) {
    PageId id = ended.run().task().page();
    Page page = pages.computeIfAbsent(id, any -> new Page());
    collect(page, ended);
    updateIfReady(id, page);
  }

  private static void collect(Page page, Ended ended) {
    if (page.collected.isEmpty()) {
      page.awaited.addAll(page.announced);
    }
    page.collected.add(ended);
  }

  private void updateIfReady(PageId id, Page page) {
    if (page.updating) {
      return;
    }
    if (page.collected.isEmpty()) {
      if (page.announced.isEmpty()) {
        pages.remove(id);
      }
      return;
    }
    if (page.awaited.isEmpty()) {
      page.updating = true;
      pool.execute(() -> update(id, page));
    }
  }

  private void update(PageId id, Page page) {
    List<Ended> batch;
    synchronized (this) {
      batch = page.collected;
      page.collected = new ArrayList<>();
      page.awaited.clear();
    }
    try {
      commit(id, batch);
    } catch (RuntimeException | Error e) {
      LOG.error("{} outcomes of page {} were not committed", batch.size(), id, e);
      abandon(batch);
    } finally {
      synchronized (this) {
        page.updating = false;
        updateIfReady(id, page);
      }
    }
  }

  private void commit(PageId id, List<Ended> batch) {
    Ended first = batch.get(0);
    long begin = context.nanos();
    Telling telling =
        new Telling(
            batch,
            new CommitOutcomes(
                context.services().table(),
                context.services().clock(),
                id,
                first.tasksInPage(),
                first.session().sized(),
                outcomes(batch),
                first.session().pagesExpireAt()));
    CommitOutcomes.Committed committed = context.repeats().run("commit", telling, () -> false);
    if (committed == null) {
      abandon(batch);
      return;
    }
    context.metrics().took(Stage.COMMIT, context.nanos() - begin);
    context.metrics().committed(batch.size());
    tell(batch, committed, telling.told);
  }

  /**
   * Tells what ended before it closes what that completes: who waits for a result need not wait for
   * that too. The messages stay until all is done.
   */
  private final class Telling implements Protocol<CommitOutcomes.Committed> {
    private final List<Ended> batch;
    private final CommitOutcomes protocol;
    private boolean told;

    Telling(List<Ended> batch, CommitOutcomes protocol) {
      this.batch = batch;
      this.protocol = protocol;
    }

    @Override
    public CommitOutcomes.@Nullable Committed step() {
      CommitOutcomes.Committed done = protocol.step();
      SessionRecord session = batch.get(0).session();
      // The end of a fail-fast session goes before the failure that ends it.
      if (done == null && !told && !session.settings().failFast()) {
        protocol
            .closing()
            .ifPresent(
                progress -> {
                  told = true;
                  notices.tell(known(session), events(batch, progress), List.of());
                });
      }
      return done;
    }
  }

  private SessionRecord known(SessionRecord session) {
    return sessions.known(session.id()).orElse(session);
  }

  private static List<SessionEvent> events(List<Ended> batch, PageProgress progress) {
    return batch.stream()
        .map(ended -> ended.event(progress.stateOf(ended.run().task().index())))
        .toList();
  }

  /** Their messages reappear, and whoever receives them commits again. */
  private static void abandon(List<Ended> batch) {
    batch.forEach(ended -> ended.message().abandoned());
  }

  private static Outcomes outcomes(List<Ended> batch) {
    Map<TaskState, Set<Integer>> sets = new HashMap<>();
    for (Ended ended : batch) {
      sets.computeIfAbsent(ended.run().state(), any -> new HashSet<>())
          .add(ended.run().task().index());
    }
    return new Outcomes(
        sets.getOrDefault(TaskState.COMPLETED, Set.of()),
        sets.getOrDefault(TaskState.FAILED, Set.of()),
        sets.getOrDefault(TaskState.CANCELLED, Set.of()));
  }

  private void tell(List<Ended> batch, CommitOutcomes.Committed committed, boolean told) {
    SessionRecord session = known(batch.get(0).session());
    List<SessionEvent> events =
        told ? new ArrayList<>() : new ArrayList<>(events(batch, committed.progress()));
    List<Runnable> done = new ArrayList<>(batch.size());
    Ended failed = null;
    for (Ended ended : batch) {
      TaskState outcome = committed.progress().stateOf(ended.run().task().index());
      context.metrics().ended(outcome);
      done.add(ended.message()::committed);
      failed = outcome == TaskState.FAILED ? ended : failed;
    }
    SessionRecord over = committed.endedSession().orElse(null);
    if (over != null) {
      sessions.put(over);
      session = over;
      events.add(new SessionEvent.SessionEnded(over.id(), over.state(), over.endReason()));
      LOG.info("session {} ended {}: {}", over.id(), over.state(), over.endMessage());
    }
    // First, as whoever receives the message of a failed task repeats it, but not once it is
    // deleted.
    if (failed != null
        && session.settings().failFast()
        && !session.ended()
        && !earlyEnds.failedFast(session, failed.run().task())) {
      abandon(batch);
      return;
    }
    notices.tell(session, events, done);
  }
}
