package io.htcgrid.control.protocol;

import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.TaskDefinition;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.queue.SendFailure;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.queue.TaskQueues;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.control.state.PageContents;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.PageId;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sweep: sends the messages of a page's tasks again that nobody holds and that wait for nothing, as
 * theirs may be lost; and commits those that are terminal and not in its progress. A message too
 * many is dropped by whoever claims its task.
 */
public final class ResendPage implements Protocol<ResendPage.Resent> {
  /**
   * How it ended.
   *
   * @param sent messages
   * @param committed tasks
   * @param undefined whether its definitions are missing, which no message can be made without
   * @param refused why the service did not take the rest: repeat the page later
   */
  public record Resent(int sent, int committed, boolean undefined, Optional<SendFailure> refused) {}

  private final StateTable table;
  private final TaskQueues queues;
  private final ReplyQueues replies;
  private final InstantSource clock;
  private final LeaseTerms terms;
  private final SessionRecord session;
  private final PageId page;
  private final List<TaskMessage> toSend = new ArrayList<>();
  private @Nullable RepairOutcomes repairing;
  private boolean read;
  private boolean undefined;
  private int sent;
  private int committed;

  /**
   * Looks at a page.
   *
   * @param session ACTIVE
   */
  public ResendPage(
      StateTable table,
      TaskQueues queues,
      ReplyQueues replies,
      InstantSource clock,
      LeaseTerms terms,
      SessionRecord session,
      PageId page) {
    this.table = table;
    this.queues = queues;
    this.replies = replies;
    this.clock = clock;
    this.terms = terms;
    this.session = session;
    this.page = page;
  }

  @Override
  public @Nullable Resent step() {
    RepairOutcomes repair = repairing;
    Optional<SendFailure> refused = Optional.empty();
    if (!read) {
      read(table.readPage(page));
      read = true;
    } else if (repair != null) {
      repairing = repair.step() == null ? repair : null;
    } else {
      refused = send();
    }
    boolean done = repairing == null && toSend.isEmpty();
    return done || refused.isPresent() ? new Resent(sent, committed, undefined, refused) : null;
  }

  private void read(PageContents contents) {
    if (contents.progress().sealed()) {
      return;
    }
    List<RunRecord> uncommitted =
        contents.runs().values().stream()
            .filter(run -> run.state().terminal())
            .filter(run -> !contents.progress().contains(run.task().index()))
            .toList();
    if (!uncommitted.isEmpty()) {
      committed = uncommitted.size();
      repairing =
          new RepairOutcomes(
              table,
              replies,
              clock,
              session,
              page,
              session.tasksIn(page.number()),
              outcomes(uncommitted));
    }
    undefined = contents.definitions().isEmpty();
    contents.definitions().ifPresent(definition -> collect(definition, contents));
  }

  private void collect(PageDefinition definition, PageContents contents) {
    Instant now = clock.instant();
    int tasks = session.tasksIn(page.number());
    for (int i = 0; i < Math.min(tasks, definition.tasks().size()); i++) {
      int index = page.firstIndex() + i;
      if (!contents.progress().contains(index) && needsMessage(contents.runs().get(index), now)) {
        TaskDefinition task = definition.tasks().get(i);
        toSend.add(
            new TaskMessage(
                new TaskId(session.id(), index), tasks, task.payload(), task.overrides(), null));
      }
    }
  }

  private boolean needsMessage(@Nullable RunRecord run, Instant now) {
    if (run == null) {
      return true;
    }
    return switch (run.state()) {
      case PENDING -> run.notBefore() == null || !run.notBefore().isAfter(now);
      case RUNNING -> terms.lost(run, now);
      case COMPLETED, FAILED, CANCELLED -> false;
    };
  }

  private static Outcomes outcomes(Collection<RunRecord> runs) {
    return new Outcomes(
        indexes(runs, TaskState.COMPLETED),
        indexes(runs, TaskState.FAILED),
        indexes(runs, TaskState.CANCELLED));
  }

  private static Set<Integer> indexes(Collection<RunRecord> runs, TaskState state) {
    return runs.stream()
        .filter(run -> run.state() == state)
        .map(run -> run.task().index())
        .collect(Collectors.toSet());
  }

  private Optional<SendFailure> send() {
    List<TaskMessage> batch = toSend.subList(0, Math.min(TaskQueues.BATCH, toSend.size()));
    int level = queues.levelOf(session.settings().priority());
    var failures = queues.send(level, session.fairShareKey(), batch, Duration.ZERO);
    sent += batch.size() - failures.size();
    batch.clear();
    return failures.values().stream().findFirst();
  }
}
