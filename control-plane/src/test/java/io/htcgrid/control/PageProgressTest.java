package io.htcgrid.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages: their definitions and their outcomes. */
final class PageProgressTest {
  private static final PageId PAGE = new PageId(SessionId.ofToken("grid", "token"), 2);

  @Test
  void whatIsInNoSetHasNotEndedYet() {
    PageProgress progress = progress(false);

    assertThat(states(progress))
        .containsExactly(
            TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED, TaskState.PENDING);
    assertThat(IntStream.range(200, 204).filter(progress::contains)).containsExactly(200, 201, 202);
    assertThat(progress.counts()).isEqualTo(new OutcomeCounts(1, 1, 1));
  }

  @Test
  void whatIsInNoSetOfASealedPageIsCancelled() {
    assertThat(states(progress(true)))
        .containsExactly(
            TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED, TaskState.CANCELLED);
  }

  @Test
  void countsAddUp() {
    OutcomeCounts sum = new OutcomeCounts(1, 2, 3).plus(new OutcomeCounts(10, 20, 30));

    assertThat(sum).isEqualTo(new OutcomeCounts(11, 22, 33));
    assertThat(sum.total()).isEqualTo(66);
  }

  @Test
  void aPageHasOneToAHundredTasks() {
    TaskDefinition task =
        new TaskDefinition(BlobReference.of("in/1", 0, new byte[0]), TaskOverrides.NONE);

    assertThat(new PageDefinition(PAGE, Collections.nCopies(100, task)).tasks()).hasSize(100);
    for (int tasks : new int[] {0, 101}) {
      assertThatThrownBy(() -> new PageDefinition(PAGE, Collections.nCopies(tasks, task)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("page " + PAGE + " has " + tasks + " tasks");
    }
  }

  private static List<TaskState> states(PageProgress progress) {
    return IntStream.range(200, 204).mapToObj(progress::stateOf).toList();
  }

  private static PageProgress progress(boolean sealed) {
    return new PageProgress(PAGE, Set.of(200), Set.of(201), Set.of(202), sealed);
  }
}
