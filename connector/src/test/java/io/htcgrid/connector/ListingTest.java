package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.SessionId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest extends GridTest {

  @Test
  void sessionsAreListedNewestFirst() {
    HtcGrid grid = connect();
    List<SessionId> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      ids.add(0, grid.submit(tasks(1).tag("number", "" + i).build()).id());
    }
    grid.session(ids.get(0)).cancel();
    LocalDate today = LocalDate.ofInstant(aws().services().clock().instant(), ZoneOffset.UTC);

    List<SessionSummary> all =
        grid.sessions(today).filter(session -> ids.contains(session.id())).toList();
    assertThat(all.stream().map(SessionSummary::createdAt))
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(all.stream().map(SessionSummary::id)).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(all.get(0).tags()).containsEntry("number", "39");
    assertThat(all.get(0).state()).isEqualTo(SessionState.CANCELLED);

    assertThat(grid.sessions().limit(3)).isEqualTo(all.subList(0, 3));
    assertThat(grid.sessions(today.minusDays(1))).isEmpty();
    assertThat(grid.openSessions().map(SessionSummary::id))
        .containsAll(ids.subList(1, 40))
        .doesNotContain(ids.get(0));
  }

  @Test
  void tasksAreListedByIndexWithTheirStates() {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(220).build());
    session.cancel(7);
    echo().runSome(60);
    int run = session.status().completed();

    assertThat(session.tasks().map(TaskInfo::index)).containsExactlyElementsOf(indexes(220));
    assertThat(session.tasks(TaskState.COMPLETED))
        .hasSize(run)
        .allSatisfy(
            task -> {
              assertThat(task.attempt()).isEqualTo(1);
              assertThat(task.agent()).isNotNull();
              assertThat(task.endedAt()).isNotNull();
            });
    assertThat(session.tasks(TaskState.CANCELLED))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.index()).isEqualTo(7);
              assertThat(task.agent()).as("who ran what was never claimed").isNull();
            });
    assertThat(session.tasks(TaskState.PENDING)).hasSize(220 - 1 - run);
    assertThat(session.tasks(TaskState.FAILED, TaskState.RUNNING)).isEmpty();

    session.cancel();
    assertThat(session.tasks(TaskState.CANCELLED)).hasSize(220 - run);
  }

  @Test
  void onlyPagesThatMayHoldWantedTasksAreRead() {
    Session session = connect().session(aws().unsent(20_000));
    session.cancel(12_345);
    aws().calls().take();

    assertThat(session.tasks(TaskState.CANCELLED).map(TaskInfo::index)).containsExactly(12_345);
    assertThat(pagesRead()).isEqualTo(1);
    assertThat(session.tasks(TaskState.COMPLETED, TaskState.FAILED)).isEmpty();
    assertThat(pagesRead()).isZero();

    session.cancel();
    assertThat(session.tasks(TaskState.PENDING, TaskState.RUNNING)).isEmpty();
    assertThat(pagesRead()).isZero();
    assertThat(session.tasks(TaskState.CANCELLED)).hasSize(20_000);
    assertThat(session.tasks(TaskState.FAILED)).isEmpty();
    assertThat(pagesRead()).isEqualTo(200);
  }

  @Test
  void tasksAreReadAsTheyAreTaken() {
    Session session = connect().session(aws().unsent(20_000));
    aws().calls().take();

    Iterator<TaskInfo> tasks = session.tasks().iterator();
    assertThat(pagesRead()).isZero();
    for (int index = 0; index < 150; index++) {
      assertThat(tasks.next().index()).isEqualTo(index);
    }
    assertThat(pagesRead()).isEqualTo(2);
    assertThat(session.tasks().limit(3).map(TaskInfo::index)).containsExactly(0, 1, 2);
    assertThat(pagesRead()).isEqualTo(1);
  }

  /** How many pages were read with their tasks' runs since the last time. */
  private int pagesRead() {
    return aws().calls().take().getOrDefault("Query", 0);
  }
}
