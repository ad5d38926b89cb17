package io.htcgrid.control.explore;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.protocol.Verdict;
import io.htcgrid.control.state.Samples;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What is explored: a session, who acts on it, and within which bounds.
 *
 * @param taskCount of the session
 * @param tasks indexes of those that have not ended when the exploration begins
 * @param settings of the session
 * @param verdict what a function makes of an attempt
 * @param begin puts the session and the actors into the world
 */
record Model(
    String name,
    int taskCount,
    List<Integer> tasks,
    SessionSettings settings,
    Function<RunRecord, Verdict> verdict,
    Budget budget,
    Consumer<World> begin) {

  static Model of(String name, int taskCount, Budget budget, Consumer<World> begin) {
    return new Model(
        name,
        taskCount,
        IntStream.range(0, taskCount).boxed().toList(),
        Samples.settings(),
        Model::success,
        budget,
        begin);
  }

  Model withTasks(Integer... open) {
    return new Model(name, taskCount, List.of(open), settings, verdict, budget, begin);
  }

  Model withSettings(SessionSettings changed) {
    return new Model(name, taskCount, tasks, changed, verdict, budget, begin);
  }

  Model withVerdict(Function<RunRecord, Verdict> changed) {
    return new Model(name, taskCount, tasks, settings, changed, budget, begin);
  }

  /** The same with {@link Budget#oneFault()}. */
  Model oneFault() {
    return bounded(name + ", one fault", budget.oneFault());
  }

  /** The same with {@link Budget#oneTick()}. */
  Model oneTick() {
    return bounded(name + ", time passes", budget.oneTick());
  }

  private Model bounded(String title, Budget bounds) {
    return new Model(title, taskCount, tasks, settings, verdict, bounds, begin);
  }

  /** Each attempt of each agent has a result of its own, so that two commits can be told apart. */
  static Verdict success(RunRecord claim) {
    return new Verdict.Succeeded(
        new BlobReference(
            "out/00/" + claim.task().index() + "/" + claim.owner() + "/" + claim.attempt(),
            0,
            1,
            1));
  }

  static Verdict failure(RunRecord claim) {
    return new Verdict.Failed(Samples.ERROR, null);
  }

  int pageCount() {
    return (taskCount + PageId.TASKS - 1) / PageId.TASKS;
  }

  int tasksIn(int page) {
    return Math.min(PageId.TASKS, taskCount - page * PageId.TASKS);
  }

  List<TaskId> openTasks(SessionId session) {
    return tasks.stream().map(index -> new TaskId(session, index)).toList();
  }

  /** The pages of the open tasks. */
  List<PageId> openPages(SessionId session) {
    return openTasks(session).stream().map(TaskId::page).distinct().toList();
  }
}
