package io.htcgrid.control.explore;

import io.htcgrid.control.PageProgress;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.PageId;
import io.htcgrid.data.TaskId;
import java.util.List;

/** A client that reads outcomes, a few times over; once the session has ended, it seals. */
final class ReaderActor implements Actor {
  private final World world;
  private final Model model;
  private final String name;
  private final List<PageId> pages;
  private int readsLeft;
  private boolean ended;
  private boolean sealing;
  private int page = -1;

  ReaderActor(World world, Model model, String name, int reads) {
    this.world = world;
    this.model = model;
    this.name = name;
    this.readsLeft = reads;
    this.pages = world.openPages;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean busy() {
    return page >= 0;
  }

  @Override
  public List<String> moves() {
    if (page < 0) {
      return readsLeft > 0 ? List.of("read session") : List.of();
    }
    return List.of(sealing ? "seal" : "read progress");
  }

  @Override
  public void make(String move) {
    if (page < 0) {
      ended =
          world
              .table
              .readSession(world.session, world.clock.instant())
              .map(session -> session.ended())
              .orElse(false);
      readsLeft--;
      page = 0;
    } else if (sealing) {
      tell(world.table.seal(pages.get(page), World.expiry()));
      sealing = false;
      next();
    } else {
      PageProgress read = world.table.readProgress(pages.get(page));
      sealing =
          ended && !read.sealed() && read.counts().total() < model.tasksIn(read.page().number());
      if (!sealing) {
        tell(read);
        next();
      }
    }
  }

  private void next() {
    page++;
    if (page == pages.size()) {
      page = -1;
    }
  }

  private void tell(PageProgress read) {
    for (TaskId task : world.openTasks) {
      TaskState outcome = read.stateOf(task.index());
      if (task.page().equals(read.page()) && outcome.terminal()) {
        world.laws.tell(task, outcome);
      }
    }
  }
}
