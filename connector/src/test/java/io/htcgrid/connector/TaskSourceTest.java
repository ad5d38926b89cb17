package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.htcgrid.connector.submit.TaskInput;
import io.htcgrid.data.TaskId;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskSourceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TaskSpec EMPTY = TaskSpec.bytes(new byte[0]);

  /** So many tasks, which take no room. */
  private static List<TaskSpec> many(int count) {
    return Collections.nCopies(count, EMPTY);
  }

  @Test
  void moreTasksThanASessionMayHaveAreRefusedWhileTheyAreRead() {
    Iterator<TaskInput> tasks =
        new TaskSource(
                List.of(
                    new TaskSource.Part.Lazy(many(TaskId.MAX_TASKS)),
                    new TaskSource.Part.Once(many(1).iterator())))
            .open(JSON);
    for (int i = 0; i < TaskId.MAX_TASKS; i++) {
      tasks.next();
    }
    assertThat(tasks).hasNext();
    assertThatThrownBy(tasks::next)
        .isInstanceOf(InvalidSessionException.class)
        .hasMessage(
            "the session has too many tasks; the limit is 10000000. Submit several sessions");
  }

  @Test
  void knownTasksAreCountedTogetherBeforeAnyIsLookedAt() {
    TaskSource source =
        new TaskSource(
            List.of(
                new TaskSource.Part.Known(Collections.nCopies(TaskId.MAX_TASKS, new Object())),
                new TaskSource.Part.Lazy(many(1)),
                new TaskSource.Part.Known(many(1))));
    assertThatThrownBy(() -> source.check(JSON))
        .isInstanceOf(InvalidSessionException.class)
        .hasMessageContaining("10000001 tasks");
  }
}
