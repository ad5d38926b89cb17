package io.htcgrid.connector.watch;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.ServiceFault;
import io.htcgrid.control.EndReason;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages of a session whose tasks are not all known to have ended, a group of pages a
 * step. Of a session that ended early it seals them, so that every reader is told the same. Steps
 * never overlap.
 */
final class PageScan {
  private final SessionLook look;
  private final StateTable table;
  private final Calls calls;
  private final Watch watch;
  private final EndedTasks tasks;
  private final LongSupplier nanoTime;
  private @Nullable SessionRecord session;
  private int nextPage;
  private int stepEnd;
  private int endPage;
  private int knownBefore;
  private long startedAt;

  /** What a step came to. */
  sealed interface Step {
    /** There is more to read at once. */
    record More() implements Step {}

    /** All open pages are read. */
    record PassOver(boolean foundNews, Duration took, SessionRecord session) implements Step {}
  }

  PageScan(
      SessionLook look,
      StateTable table,
      Calls calls,
      Watch watch,
      EndedTasks tasks,
      LongSupplier nanoTime) {
    this.look = look;
    this.table = table;
    this.calls = calls;
    this.watch = watch;
    this.tasks = tasks;
    this.nanoTime = nanoTime;
  }

  CompletableFuture<Step> step() {
    return calls
        .fork(this::begin)
        .thenCompose(
            stored ->
                calls
                    .fork(() -> readGroup(stored))
                    .thenCompose(unsettled -> settle(stored, unsettled))
                    .thenApply(nothing -> ended(stored)));
  }

  private SessionRecord begin() {
    SessionRecord known = session;
    if (known != null) {
      return known;
    }
    startedAt = nanoTime.getAsLong();
    SessionRecord stored = calls.make(() -> look.at(watch));
    int size = calls.make(() -> look.reads().size(stored));
    if (size >= 0) {
      tasks.sized(size);
    }
    knownBefore = tasks.knownCount();
    nextPage = 0;
    endPage = size >= 0 ? pages(size) : registeredPages(stored);
    session = stored;
    return stored;
  }

  private static int pages(int tasks) {
    return (tasks + PageId.TASKS - 1) / PageId.TASKS;
  }

  private static int registeredPages(SessionRecord submitting) {
    SubmitLease lease = submitting.submitLease();
    return lease == null ? 0 : lease.highestPage() + 1;
  }

  /** Returns the pages that have to be read again or sealed. */
  private List<PageId> readGroup(SessionRecord stored) {
    List<PageId> open = List.of();
    stepEnd = nextPage;
    while (open.isEmpty() && stepEnd < endPage) {
      int end = Math.min(endPage, stepEnd + GroupId.PAGES);
      List<PageId> group =
          IntStream.range(stepEnd, end).mapToObj(page -> new PageId(stored.id(), page)).toList();
      open = tasks.open(group, endPage * PageId.TASKS);
      stepEnd = end;
    }
    if (open.isEmpty()) {
      return List.of();
    }
    List<PageId> wanted = open;
    Map<PageId, PageProgress> progress = calls.make(() -> table.readProgressEventually(wanted));
    progress.values().forEach(page -> tasks.found(page, page.sealed()));
    return stored.ended() ? tasks.open(open, endPage * PageId.TASKS) : List.of();
  }

  private CompletableFuture<Void> settle(SessionRecord stored, List<PageId> unsettled) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (PageId page : unsettled) {
      all.add(calls.startRun(() -> settle(stored, page)));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
  }

  private void settle(SessionRecord stored, PageId page) {
    if (stored.endReason() == EndReason.ALL_TASKS_ENDED) {
      // All is there; the eventually consistent read was behind.
      PageProgress progress = table.readProgress(page);
      tasks.found(progress, progress.sealed());
      return;
    }
    tasks.found(sealed(table, stored, page), true);
  }

  /** Seals a page of a session that ended early; a reader that may not write reads it. */
  static PageProgress sealed(StateTable table, SessionRecord session, PageId page) {
    try {
      return table.seal(page, session.pagesExpireAt());
    } catch (RuntimeException e) {
      if (ServiceFault.of(e) != ServiceFault.DENIED) {
        throw e;
      }
      return table.readProgress(page);
    }
  }

  private Step ended(SessionRecord stored) {
    // Not before: a step that failed is to be repeated.
    nextPage = stepEnd;
    tasks.readUpTo(nextPage * PageId.TASKS);
    if (nextPage < endPage) {
      return new Step.More();
    }
    session = null;
    return new Step.PassOver(
        tasks.knownCount() > knownBefore,
        Duration.ofNanos(nanoTime.getAsLong() - startedAt),
        stored);
  }
}
