package io.htcgrid.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The state table's contract suite shows that each of these happens, and nothing else. */
final class TaskStatesTest {

  @Test
  void aTaskMayChangeInTheseWaysAndNoOther() {
    assertThat(
            TaskStates.allowed().stream()
                .map(each -> each.from() + " -> " + each.to())
                .collect(Collectors.toList()))
        .containsExactlyInAnyOrder(
            "PENDING -> RUNNING",
            "PENDING -> CANCELLED",
            "RUNNING -> RUNNING",
            "RUNNING -> PENDING",
            "RUNNING -> COMPLETED",
            "RUNNING -> FAILED",
            "RUNNING -> CANCELLED");
  }

  @Test
  void nothingFollowsATerminalState() {
    assertThat(TaskStates.allowed()).noneMatch(each -> each.from().terminal());
    assertThat(Arrays.stream(TaskState.values()).filter(TaskState::terminal))
        .containsExactly(TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED);
  }

  @Test
  void eachTransitionIsListedOnceWithItsCause() {
    assertThat(TaskStates.allowed()).allMatch(each -> !each.cause().isBlank());
    assertThat(TaskStates.allowed())
        .extracting(each -> each.from() + " -> " + each.to())
        .doesNotHaveDuplicates();
  }
}
