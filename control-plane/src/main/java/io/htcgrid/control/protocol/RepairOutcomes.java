package io.htcgrid.control.protocol;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.PageId;
import io.htcgrid.data.TaskId;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sweep: commits terminal tasks of one page once more, in their agent's stead, and does what it
 * would have done next: tells the session's connectors if that ends it, or ends a fail-fast
 * session.
 */
final class RepairOutcomes implements Protocol<CommitOutcomes.Committed> {
  private final StateTable table;
  private final ReplyQueues replies;
  private final InstantSource clock;
  private final SessionRecord session;
  private final Outcomes outcomes;
  private final CommitOutcomes commit;
  private CommitOutcomes.@Nullable Committed committed;
  private @Nullable EndSession failing;
  private @Nullable TellEnd telling;

  /**
   * @param tasksInPage as {@code session} says, or else a message
   */
  RepairOutcomes(
      StateTable table,
      ReplyQueues replies,
      InstantSource clock,
      SessionRecord session,
      PageId page,
      int tasksInPage,
      Outcomes outcomes) {
    this.table = table;
    this.replies = replies;
    this.clock = clock;
    this.session = session;
    this.outcomes = outcomes;
    this.commit =
        new CommitOutcomes(
            table, clock, page, tasksInPage, session.sized(), outcomes, session.pagesExpireAt());
  }

  @Override
  public CommitOutcomes.@Nullable Committed step() {
    CommitOutcomes.Committed done = committed;
    EndSession end = failing;
    TellEnd tell = telling;
    if (end != null) {
      return end.step() == null ? null : done;
    }
    if (tell != null) {
      tell.step();
      return tell.done() ? done : null;
    }
    done = commit.step();
    if (done == null) {
      return null;
    }
    committed = done;
    telling = done.endedSession().map(ended -> new TellEnd(replies, ended)).orElse(null);
    failing = failing(done).orElse(null);
    boolean told = telling == null || telling.done();
    return told && failing == null ? done : null;
  }

  private Optional<EndSession> failing(CommitOutcomes.Committed done) {
    if (!session.settings().failFast() || done.endedSession().isPresent()) {
      return Optional.empty();
    }
    return outcomes.failed().stream()
        .filter(index -> done.progress().stateOf(index) == TaskState.FAILED)
        .findFirst()
        .map(index -> new TaskId(session.id(), index))
        .map(failed -> EndSession.failedFast(table, replies, clock, failed));
  }
}
