package io.htcgrid.control.explore;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.protocol.ActivateSession;
import io.htcgrid.control.protocol.BeginSubmission;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.control.protocol.SendTasks;
import io.htcgrid.control.protocol.SubmissionStart;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.state.Samples;
import io.htcgrid.data.PageId;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connector's submission of the model's open tasks. */
final class SubmitterActor implements Actor {
  private enum Doing {
    BEGINNING,
    WAITING,
    REGISTERING,
    SENDING,
    ACTIVATING,
    DONE
  }

  private final World world;
  private final Model model;
  private final String name;
  private final List<PageId> pages;
  private Doing doing = Doing.BEGINNING;
  private boolean begun;
  private int page;
  private Instant wakeAt = Instant.MIN;
  private @Nullable BeginSubmission beginning;
  private @Nullable SendTasks sending;
  private @Nullable ActivateSession activating;

  SubmitterActor(World world, Model model, String name) {
    this.world = world;
    this.model = model;
    this.name = name;
    this.pages = world.openPages;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean busy() {
    return begun && doing != Doing.DONE;
  }

  @Override
  public List<String> moves() {
    boolean waits = doing == Doing.WAITING && !wakeAt.isBefore(world.clock.instant());
    return doing == Doing.DONE || waits ? List.of() : List.of(doing.name());
  }

  @Override
  public void make(String move) {
    begun = true;
    switch (doing) {
      case BEGINNING, WAITING -> begin();
      case REGISTERING -> {
        PageId next = pages.get(page);
        world.table.registerPage(
            Samples.page(next, next.taskCount(model.taskCount())), World.expiry());
        sending =
            new SendTasks(
                world.queues, World.LEVEL, "key", messages(next), Duration.ZERO, World.noWaiting());
        doing = Doing.SENDING;
      }
      case SENDING -> {
        if (Optional.ofNullable(sending).orElseThrow().step() != null) {
          page++;
          doing = page < pages.size() ? Doing.REGISTERING : Doing.ACTIVATING;
        }
      }
      case ACTIVATING -> {
        if (activating == null) {
          activating =
              new ActivateSession(world.table, world.clock, world.session, name, model.taskCount());
        }
        if (activating.step() != null) {
          doing = Doing.DONE;
        }
      }
      case DONE -> throw new IllegalStateException("the submission is over");
    }
  }

  private void begin() {
    if (beginning == null) {
      beginning = new BeginSubmission(world.table, proposed(), world.clock);
    }
    SubmissionStart start = beginning.step();
    if (start == null) {
      return;
    }
    beginning = null;
    if (start instanceof SubmissionStart.Fresh || start instanceof SubmissionStart.TookOver) {
      doing = Doing.REGISTERING;
    } else if (start instanceof SubmissionStart.Busy busy) {
      wakeAt = busy.until();
      doing = Doing.WAITING;
    } else {
      doing = Doing.DONE;
    }
  }

  private SessionRecord proposed() {
    return Samples.session(
        world.session,
        model.settings(),
        new SubmitLease(name, LeaseTerms.DEFAULT.expiry(world.clock.instant()), -1));
  }

  private List<TaskMessage> messages(PageId of) {
    return world.openTasks.stream()
        .filter(task -> task.page().equals(of))
        .map(task -> message(task, of))
        .toList();
  }

  private TaskMessage message(TaskId task, PageId of) {
    return World.message(task, model.tasksIn(of.number()));
  }
}
