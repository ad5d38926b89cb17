package io.htcgrid.system.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.connector.SessionStatus;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the table holds of a session that has ended. */
record Committed(SessionRecord session, OutcomeCounts sets) {
  static Committed of(Lane lane, SessionId id) {
    SessionRecord session = session(lane, id);
    int pages = (session.taskCount() + PageId.TASKS - 1) / PageId.TASKS;
    int completed = 0;
    int failed = 0;
    int cancelled = 0;
    for (int page = 0; page < pages; page++) {
      PageProgress progress = lane.services().table().readProgress(new PageId(id, page));
      assertThat(
              Stream.of(progress.completed(), progress.failed(), progress.cancelled())
                  .flatMap(set -> set.stream()))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, session.tasksIn(page))
                  .mapToObj(i -> progress.page().firstIndex() + i)
                  .toList());
      completed += progress.completed().size();
      failed += progress.failed().size();
      cancelled += progress.cancelled().size();
    }
    return new Committed(session, new OutcomeCounts(completed, failed, cancelled));
  }

  static SessionRecord session(Lane lane, SessionId id) {
    return lane.services()
        .table()
        .readSession(id, lane.services().clock().instant())
        .orElseThrow(() -> new AssertionError("no session " + id));
  }

  /** Each task ended once; the session's counters, and its client, say the same. */
  void isTold(SessionStatus status) {
    assertThat(session.counts()).isEqualTo(sets);
    assertThat(new OutcomeCounts(status.completed(), status.failed(), status.cancelled()))
        .isEqualTo(sets);
  }
}
