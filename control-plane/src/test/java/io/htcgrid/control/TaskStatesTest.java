package io.htcgrid.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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

  @Property
  void noWalkLeavesAnEnd(@ForAll List<TaskState> wanted) {
    TaskState state = TaskState.PENDING;
    for (TaskState next : wanted) {
      boolean allowed = TaskStates.allows(state, next);
      assertThat(allowed && state.terminal()).isFalse();
      state = allowed ? next : state;
    }
  }

  @Test
  void everyTransitionIsReachedAndEveryWayEnds() {
    Set<TaskState> reached = EnumSet.of(TaskState.PENDING);
    Set<TaskState> ending = EnumSet.noneOf(TaskState.class);
    Arrays.stream(TaskState.values()).filter(TaskState::terminal).forEach(ending::add);
    for (int i = 0; i < TaskState.values().length; i++) {
      for (TaskStates.Transition each : TaskStates.allowed()) {
        if (reached.contains(each.from())) {
          reached.add(each.to());
        }
        if (ending.contains(each.to())) {
          ending.add(each.from());
        }
      }
    }
    assertThat(reached).containsExactly(TaskState.values());
    assertThat(ending).containsExactly(TaskState.values());
  }
}
