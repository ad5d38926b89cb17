package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.ERROR;
import static io.htcgrid.control.state.Samples.EXPIRY;
import static io.htcgrid.control.state.Samples.NOW;
import static io.htcgrid.control.state.Samples.RESULT;
import static io.htcgrid.control.state.Samples.SUBMITTER;
import static io.htcgrid.control.state.Samples.claim;
import static io.htcgrid.control.state.Samples.newId;
import static io.htcgrid.control.state.Samples.newTask;
import static io.htcgrid.control.state.Samples.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SessionStates;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.TaskStates;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Tries every operation in every state: the transitions that happen are those that are declared, no
 * more and no fewer.
 */
interface TransitionContract extends StateTableTest {

  @Test
  default void theTransitionsOfTasksAreThoseThatAreDeclared() {
    Set<String> made = new HashSet<>();
    for (TaskState from : TaskState.values()) {
      for (BiConsumer<TaskId, RunRecord> operation : taskOperations().values()) {
        TaskId task = newTask();
        RunRecord seen = bring(task, from);
        operation.accept(task, seen);
        RunRecord after = table().readRun(task).orElse(seen);
        if (!after.equals(seen)) {
          made.add(from + " -> " + after.state());
        }
      }
    }

    assertThat(made)
        .isEqualTo(
            TaskStates.allowed().stream()
                .map(each -> each.from() + " -> " + each.to())
                .collect(Collectors.toSet()));
  }

  @Test
  default void theTransitionsOfSessionsAreThoseThatAreDeclared() {
    Set<String> made = new HashSet<>();
    for (SessionState from : SessionState.values()) {
      for (Consumer<SessionId> operation : sessionOperations().values()) {
        SessionId id = newId();
        table().begin(session(id), NOW);
        bring(id, from);
        attempt(() -> operation.accept(id));
        SessionState after = table().readSession(id, NOW).orElseThrow().state();
        if (after != from) {
          made.add(from + " -> " + after);
        }
      }
    }

    assertThat(made)
        .isEqualTo(
            SessionStates.allowed().stream()
                .map(each -> each.from() + " -> " + each.to())
                .collect(Collectors.toSet()));
  }

  private Map<String, BiConsumer<TaskId, RunRecord>> taskOperations() {
    Map<String, BiConsumer<TaskId, RunRecord>> all = new LinkedHashMap<>();
    all.put("claim", (task, seen) -> table().claim(task, claim("b"), NOW));
    all.put("takeOver", (task, seen) -> table().takeOver(seen, claim("b"), NOW));
    all.put("renew", (task, seen) -> table().renew(task, "a", seen.attempt(), EXPIRY));
    all.put(
        "renewWaiting", (task, seen) -> table().renewWaiting(task, "a", seen.attempt(), EXPIRY));
    all.put("complete", (task, seen) -> table().complete(task, "a", seen.attempt(), RESULT, NOW));
    all.put("fail", (task, seen) -> table().fail(task, "a", seen.attempt(), ERROR, null, NOW));
    all.put("retry", (task, seen) -> table().retry(task, "a", seen.attempt(), ERROR, null, NOW));
    all.put("handBack", (task, seen) -> table().handBack(task, "a", seen.attempt()));
    all.put("giveUp", (task, seen) -> table().giveUp(seen, ERROR, NOW));
    all.put("cancel", (task, seen) -> table().cancelTask(task, NOW, EXPIRY));
    return all;
  }

  /** What the run record is then; that of a task never claimed is one before any claim. */
  private RunRecord bring(TaskId task, TaskState state) {
    if (state != TaskState.PENDING) {
      Samples.claimed(table(), task, claim("a"));
    }
    switch (state) {
      case PENDING, RUNNING -> {}
      case COMPLETED -> table().complete(task, "a", 1, RESULT, NOW);
      case FAILED -> table().fail(task, "a", 1, ERROR, null, NOW);
      case CANCELLED -> table().cancelTask(task, NOW, EXPIRY);
    }
    return table().readRun(task).orElse(new RunDraft(task).done());
  }

  private Map<String, Consumer<SessionId>> sessionOperations() {
    Map<String, Consumer<SessionId>> all = new LinkedHashMap<>();
    all.put("activate", id -> table().activate(id, SUBMITTER, 1));
    for (SessionState state : SessionState.values()) {
      all.put("end as " + state, id -> end(id, state));
    }
    return all;
  }

  private void bring(SessionId id, SessionState state) {
    if (state != SessionState.SUBMITTING) {
      table().activate(id, SUBMITTER, 1);
    }
    if (state.ended()) {
      end(id, state);
    }
  }

  private void end(SessionId id, SessionState state) {
    table().end(id, state, EndReason.ALL_TASKS_ENDED, "as a test wants it", NOW);
  }

  /** What no session may do is an error of the caller's, or refused. */
  private static void attempt(Runnable operation) {
    try {
      operation.run();
    } catch (IllegalArgumentException | IllegalStateException e) {
      assertThat(e).hasMessageContaining("session");
    }
  }
}
