package io.htcgrid.control.protocol;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.PageId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Sweep: commits terminal tasks of one page once more, in their agent's stead, and tells the
 * session's connectors if that ends it.
 */
final class RepairOutcomes implements Protocol<CommitOutcomes.Committed> {
  private final ReplyQueues replies;
  private final CommitOutcomes commit;
  private final Deque<String> toTell = new ArrayDeque<>();
  private CommitOutcomes.@Nullable Committed committed;

  RepairOutcomes(
      StateTable table,
      ReplyQueues replies,
      InstantSource clock,
      PageId page,
      int tasksInPage,
      Outcomes outcomes,
      Instant expiresAt) {
    this.replies = replies;
    this.commit = new CommitOutcomes(table, clock, page, tasksInPage, outcomes, expiresAt);
  }

  @Override
  public CommitOutcomes.@Nullable Committed step() {
    CommitOutcomes.Committed done = committed;
    if (done == null) {
      done = commit.step();
      committed = done;
      if (done != null) {
        done.endedSession().ifPresent(session -> toTell.addAll(session.replyQueues()));
      }
    } else {
      tell(done.endedSession().orElseThrow());
    }
    return toTell.isEmpty() ? done : null;
  }

  private void tell(SessionRecord ended) {
    Hints.tell(
        replies,
        toTell.remove(),
        new SessionEvent.SessionEnded(ended.id(), ended.state(), ended.endReason()));
  }
}
