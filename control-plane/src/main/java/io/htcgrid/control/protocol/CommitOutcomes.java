package io.htcgrid.control.protocol;

import io.htcgrid.control.PageProgress;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.control.state.ProgressResult;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.PageId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Run, after finish: adds terminal tasks of one page to its progress and closes what that
 * completes. Repeating it changes nothing.
 */
public final class CommitOutcomes implements Protocol<CommitOutcomes.Committed> {
  /**
   * How it ended. What {@code progress} says is what everyone is told.
   *
   * @param endedSession the session, when these steps ended it
   */
  public record Committed(PageProgress progress, Optional<SessionRecord> endedSession) {}

  private final StateTable table;
  private final InstantSource clock;
  private final PageId page;
  private final int tasksInPage;
  private final Outcomes outcomes;
  private final Instant expiresAt;
  private final boolean certain;
  private @Nullable PageProgress committed;
  private @Nullable CloseCascade closing;

  /**
   * Commits {@code outcomes} to a page whose size is known from its session.
   *
   * @param expiresAt when the table may drop the page
   */
  public CommitOutcomes(
      StateTable table,
      InstantSource clock,
      PageId page,
      int tasksInPage,
      Outcomes outcomes,
      Instant expiresAt) {
    this(table, clock, page, tasksInPage, true, outcomes, expiresAt);
  }

  /**
   * As above.
   *
   * @param certain false: only a message says how many tasks the page has. A wrong one would close
   *     the page too early, so its definitions are asked before; a full page needs no asking
   */
  public CommitOutcomes(
      StateTable table,
      InstantSource clock,
      PageId page,
      int tasksInPage,
      boolean certain,
      Outcomes outcomes,
      Instant expiresAt) {
    this.certain = certain || tasksInPage == PageId.TASKS;
    this.table = table;
    this.clock = clock;
    this.page = page;
    this.tasksInPage = tasksInPage;
    this.outcomes = outcomes;
    this.expiresAt = expiresAt;
  }

  /**
   * What everyone may be told, while there is still something to close; empty before and when the
   * outcomes complete no page.
   */
  public Optional<PageProgress> closing() {
    return Optional.ofNullable(committed);
  }

  @Override
  public @Nullable Committed step() {
    PageProgress progress = committed;
    CloseCascade cascade = closing;
    if (progress != null && cascade == null) {
      return confirm(progress);
    }
    if (progress != null && cascade != null) {
      CloseCascade.Closed closed = cascade.step();
      return closed == null ? null : new Committed(progress, closed.endedSession());
    }
    ProgressResult result = table.addProgress(page, outcomes, expiresAt);
    if (result instanceof ProgressResult.Sealed sealed) {
      return new Committed(sealed.progress(), Optional.empty());
    }
    PageProgress added = ((ProgressResult.Added) result).progress();
    if (added.countsOf(tasksInPage).total() < tasksInPage) {
      return new Committed(added, Optional.empty());
    }
    committed = added;
    if (certain) {
      close(added);
    }
    return null;
  }

  private @Nullable Committed confirm(PageProgress progress) {
    boolean right =
        table
            .readDefinitions(page)
            .filter(definition -> definition.tasks().size() == tasksInPage)
            .isPresent();
    if (!right) {
      return new Committed(progress, Optional.empty());
    }
    close(progress);
    return null;
  }

  private void close(PageProgress progress) {
    closing = CloseCascade.ofPage(table, clock, page, progress.countsOf(tasksInPage), expiresAt);
  }
}
