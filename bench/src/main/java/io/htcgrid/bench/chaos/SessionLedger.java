package io.htcgrid.bench.chaos;

import io.htcgrid.connector.TaskOutcome;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.state.PageContents;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** All outcomes that were told of one session, and what is stored of it. Thread-safe. */
final class SessionLedger {
  private static final int MAX_PROBLEMS = 50;

  private final String name;
  private final int tasks;
  private final IntFunction<ChaosTask> task;
  private final @Nullable String[] told;
  private final List<String> problems = new ArrayList<>();
  private int ended;
  private int wrong;
  private int doubled;
  private long retries;

  /**
   * @param name of the session, for what is wrong
   * @param task by index
   */
  SessionLedger(String name, int tasks, IntFunction<ChaosTask> task) {
    this.name = name;
    this.tasks = tasks;
    this.task = task;
    this.told = new String[tasks];
  }

  int tasks() {
    return tasks;
  }

  ChaosTask task(int index) {
    return task.apply(index);
  }

  /** The connector tells an outcome as it comes. */
  synchronized void told(TaskOutcome outcome) {
    int index = outcome.index();
    if (index >= tasks) {
      doubled++;
      problem(index, "is not of the session");
      return;
    }
    if (told[index] != null) {
      doubled++;
      problem(index, "was told twice: " + told[index] + ", " + outcome);
      return;
    }
    ended++;
    RightOutcome.problem(task(index), outcome)
        .ifPresent(
            problem -> {
              wrong++;
              problem(index, problem);
            });
    told[index] = RightOutcome.fingerprint(outcome);
  }

  /** Another connector tells it, when all is over. */
  synchronized void toldAgain(TaskOutcome outcome) {
    String first = told[outcome.index()];
    String now = RightOutcome.fingerprint(outcome);
    if (first != null && !first.equals(now)) {
      doubled++;
      problem(outcome.index(), "was told as " + first + ", later as " + now);
    }
  }

  /** How many outcomes the other connector told. */
  synchronized void toldAgain(int count) {
    if (count != ended) {
      wrong++;
      problem(0, "and the others: " + ended + " were told, and later " + count);
    }
  }

  /** What the table holds of a page, when all is over. */
  synchronized void stored(PageContents page) {
    PageProgress progress = page.progress();
    int first = progress.page().firstIndex();
    int last = Math.min(first + progress.page().taskCount(tasks), tasks);
    for (int index = first; index < last; index++) {
      String outcome = told[index];
      if (outcome != null) {
        stored(index, outcome, progress, page.runs().get(index));
      }
    }
    if (progress.counts().total() > last - first) {
      doubled++;
      problem(first, "'s page counts " + progress.counts());
    }
  }

  private void stored(int index, String outcome, PageProgress progress, @Nullable RunRecord run) {
    TaskState state = TaskState.valueOf(outcome.split(" ", 2)[0]);
    if (progress.stateOf(index) != state) {
      wrong++;
      problem(index, "is " + progress.stateOf(index) + " in PROGRESS, and was told as " + outcome);
    }
    if (run == null || run.state() != state) {
      wrong++;
      problem(index, "was told as " + outcome + ", and its run record is " + run);
    } else {
      retries += run.attempt() - 1;
    }
  }

  private void problem(int index, String text) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(
          name
              + " task "
              + index
              + (index < tasks ? " (" + task(index).deed() + ") " : " ")
              + text);
    }
  }

  synchronized int ended() {
    return ended;
  }

  synchronized int lost() {
    return tasks - ended;
  }

  synchronized int wrong() {
    return wrong;
  }

  synchronized int doubled() {
    return doubled;
  }

  /** Attempts after the first, of all tasks that ended. */
  synchronized long retries() {
    return retries;
  }

  /** What is wrong, the first few; lost tasks too. */
  synchronized List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    if (lost() > 0) {
      List<Integer> missing = new ArrayList<>();
      for (int i = 0; i < tasks && missing.size() < MAX_PROBLEMS; i++) {
        if (told[i] == null) {
          missing.add(i);
        }
      }
      all.add(name + " tasks without an outcome: " + missing);
    }
    return all;
  }
}
