package io.htcgrid.control.explore;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.protocol.Verdict;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.TaskId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What must hold after every step, whatever happened; remembers what may never change. */
final class Laws {
  private final World world;
  private final Model model;
  private final Map<TaskId, RunRecord> runs = new HashMap<>();
  private final Map<PageId, PageProgress> progress = new HashMap<>();
  private final Map<TaskId, TaskState> told = new HashMap<>();
  private Optional<SessionRecord> ended = Optional.empty();

  Laws(World world, Model model) {
    this.world = world;
    this.model = model;
  }

  /** Somebody was told a task's outcome: nobody may be told another one, ever. */
  void tell(TaskId task, TaskState outcome) {
    require(outcome.terminal(), () -> task + " was told to be " + outcome);
    TaskState before = told.putIfAbsent(task, outcome);
    require(
        before == null || before == outcome,
        () -> task + " was told to be " + before + ", and now " + outcome);
  }

  /** What is remembered beyond what is stored. */
  Map<TaskId, TaskState> told() {
    return told;
  }

  Model model() {
    return model;
  }

  /** Asks all laws that hold at any time. */
  void check() {
    for (TaskId task : world.openTasks) {
      checkRun(task);
    }
    Set<GroupId> groups = new HashSet<>();
    for (PageId page : world.openPages) {
      checkProgress(page);
      groups.add(page.group());
    }
    groups.forEach(this::checkGroup);
    read().ifPresent(this::checkSession);
  }

  private Optional<SessionRecord> read() {
    return world.stored.readSession(world.session, world.clock.instant());
  }

  /** Whether everything has ended and time makes no difference any more. */
  boolean over() {
    return read().map(SessionRecord::ended).orElse(false)
        && world.storedMessages.depth(World.LEVEL).empty();
  }

  private void checkRun(TaskId task) {
    RunRecord now = world.stored.readRun(task).orElse(null);
    RunRecord before = runs.get(task);
    if (now == null) {
      require(before == null, () -> "the run record of " + task + " is gone: " + before);
      return;
    }
    if (before != null) {
      require(
          now.attempt() >= before.attempt(),
          () ->
              "the attempt of " + task + " fell from " + before.attempt() + " to " + now.attempt());
      require(
          !before.state().terminal() || now.equals(before),
          () -> "a terminal run record changed from " + before + " to " + now);
    }
    if (now.result() != null) {
      Verdict.Succeeded own = (Verdict.Succeeded) Model.success(now);
      require(
          now.result().equals(own.result()),
          () -> "a result was committed that is not of the claim that holds: " + now);
    }
    runs.put(task, now);
  }

  private void checkProgress(PageId page) {
    PageProgress now = world.stored.readProgress(page);
    PageProgress before = progress.put(page, now);
    if (before != null) {
      require(
          !before.sealed() || now.equals(before),
          () -> "a sealed page changed from " + before + " to " + now);
      require(
          now.completed().containsAll(before.completed())
              && now.failed().containsAll(before.failed())
              && now.cancelled().containsAll(before.cancelled()),
          () -> "an outcome is gone: " + before + ", and now " + now);
    }
    int inOneSet = union(now).size();
    require(now.counts().total() == inOneSet, () -> "an index is in two sets of " + now);
    for (TaskId task : world.openTasks) {
      if (!task.page().equals(page)) {
        continue;
      }
      TaskState outcome = now.stateOf(task.index());
      TaskState saidBefore = told.get(task);
      require(
          saidBefore == null || saidBefore == outcome,
          () -> task + " was told to be " + saidBefore + ", and is " + outcome);
      if (now.contains(task.index())) {
        RunRecord run = world.stored.readRun(task).orElse(null);
        require(
            run != null && run.state() == outcome,
            () -> task + " is committed as " + outcome + ", and its run record is " + run);
      }
    }
  }

  private static Set<Integer> union(PageProgress page) {
    Set<Integer> all = new HashSet<>(page.completed());
    all.addAll(page.failed());
    all.addAll(page.cancelled());
    return all;
  }

  private void checkGroup(GroupId id) {
    GroupProgress group = world.stored.readGroup(id);
    List<PageId> openPages = world.openPages;
    OutcomeCounts counts = OutcomeCounts.ZERO;
    for (int number : group.closedPages()) {
      PageId page = new PageId(world.session, number);
      OutcomeCounts own =
          openPages.contains(page)
              ? world.stored.readProgress(page).counts()
              : new OutcomeCounts(model.tasksIn(number), 0, 0);
      require(
          own.total() == model.tasksIn(number),
          () -> "page " + page + " is closed with outcomes of " + own);
      counts = counts.plus(own);
    }
    OutcomeCounts sum = counts;
    require(
        group.counts().equals(sum),
        () -> "group " + id + " counts " + group.counts() + ", its pages " + sum);
  }

  private void checkSession(SessionRecord session) {
    OutcomeCounts counts = OutcomeCounts.ZERO;
    for (int number : session.closedGroups()) {
      counts = counts.plus(world.stored.readGroup(new GroupId(session.id(), number)).counts());
    }
    OutcomeCounts sum = counts;
    require(
        session.counts().equals(sum),
        () -> "the session counts " + session.counts() + ", its groups " + sum);
    if (ended.isPresent()) {
      SessionRecord before = ended.get();
      require(
          session.state() == before.state()
              && session.endReason() == before.endReason()
              && before.endedAt() != null
              && before.endedAt().equals(session.endedAt()),
          () -> "an ended session changed from " + before + " to " + session);
    } else if (session.ended()) {
      ended = Optional.of(session);
    }
    require(
        session.endReason() != EndReason.SUBMISSION_ABANDONED || !session.sized(),
        () -> "an active session was given up as a submission: " + session);
    require(
        session.ended() || world.openPages.stream().noneMatch(this::isSealed),
        () -> "a page is sealed of " + session);
    if (session.endReason() == EndReason.ALL_TASKS_ENDED) {
      require(
          sum.total() == model.taskCount() && session.state() == stateOf(sum),
          () -> "the session ended as " + session.state() + " with outcomes of " + sum);
    }
  }

  private boolean isSealed(PageId page) {
    return world.stored.readProgress(page).sealed();
  }

  private static SessionState stateOf(OutcomeCounts counts) {
    if (counts.failed() > 0) {
      return SessionState.FAILED;
    }
    return counts.cancelled() > 0 ? SessionState.CANCELLED : SessionState.COMPLETED;
  }

  /** What must hold once crashes have stopped and time has passed. */
  void checkEnd() {
    check();
    SessionRecord session = read().orElseThrow();
    require(session.ended(), () -> "stuck: " + session);
    require(
        session.endReason() != EndReason.TIMED_OUT, () -> "stuck until its deadline: " + session);
    require(
        world.storedMessages.depth(World.LEVEL).empty(),
        () -> "messages are left: " + world.storedMessages.depth(World.LEVEL));
  }

  private static void require(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new BrokenLawException(otherwise.get());
    }
  }
}
