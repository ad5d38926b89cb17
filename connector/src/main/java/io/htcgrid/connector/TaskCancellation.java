package io.htcgrid.connector;

import io.htcgrid.connector.calls.BestEffortReplies;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.protocol.CancelTask;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.data.TaskId;
import java.util.ArrayList;
import java.util.List;

/** Cancels one task and tells the session's connectors. */
final class TaskCancellation {
  private final Connection grid;

  TaskCancellation(Connection grid) {
    this.grid = grid;
  }

  /** Returns the state that everyone is told. */
  TaskState cancel(TaskId task) {
    SessionRecord session = grid.read(task.session());
    CancelTask.Outcome outcome =
        new CancelTask(grid.services().table(), grid.services().clock(), task).run();
    if (!(outcome instanceof CancelTask.Outcome.Terminal ended)) {
      throw new NoSuchTaskException(task.session(), task.index());
    }
    List<SessionEvent> events = new ArrayList<>();
    if (ended.state() == TaskState.CANCELLED) {
      events.add(new SessionEvent.TaskCancelled(task));
    }
    ended
        .endedSession()
        .ifPresent(
            end ->
                events.add(new SessionEvent.SessionEnded(end.id(), end.state(), end.endReason())));
    if (!events.isEmpty()) {
      ReplyQueues replies = new BestEffortReplies(grid.services().replies());
      session.replyQueues().forEach(queue -> replies.send(queue, events));
    }
    return ended.state();
  }
}
