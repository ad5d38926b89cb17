package io.htcgrid.control.protocol;

import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.control.state.Samples;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;

/** Does by the protocols what a connector and an agent do, with one session. */
final class TestGrid {
  static final Verdict SUCCESS = new Verdict.Succeeded(Samples.RESULT);
  static final Verdict FAILURE = new Verdict.Failed(Samples.ERROR, null);

  final StateTable table;
  final ManualClock clock = new ManualClock();
  final SentMessages sent = new SentMessages();
  final SessionId session = Samples.newId();
  RetryPolicy retry = RetryPolicy.DEFAULT;

  TestGrid(StateTable table) {
    this.table = table;
  }

  SubmissionStart begin() {
    return LostReplies.run(new BeginSubmission(table, Samples.session(session), clock));
  }

  void register(int tasks) {
    IntStream.range(0, pages(tasks))
        .mapToObj(number -> new PageId(session, number))
        .forEach(
            page -> table.registerPage(Samples.page(page, page.taskCount(tasks)), Samples.EXPIRY));
  }

  ActivateSession activation(int tasks) {
    return new ActivateSession(table, clock, session, Samples.SUBMITTER, tasks);
  }

  /** Submits, all three steps of it. */
  void submit(int tasks) {
    begin();
    register(tasks);
    LostReplies.run(activation(tasks));
  }

  ClaimTask claim(int index, String owner) {
    return claim(index, owner, owner + "-" + clock.instant());
  }

  ClaimTask claim(int index, String owner, String nonce) {
    return new ClaimTask(
        table,
        clock,
        LeaseTerms.DEFAULT,
        new ClaimTask.Wanted(new TaskId(session, index), retry, owner, nonce, Samples.EXPIRY));
  }

  RunRecord claimed(int index, String owner) {
    return ((ClaimTask.Outcome.Claimed) LostReplies.run(claim(index, owner))).run();
  }

  FinishTry finish(RunRecord claim, Verdict verdict) {
    return new FinishTry(
        table,
        clock,
        retry,
        message(claim.task()),
        claim,
        verdict,
        new FinishTry.Route(sent.queues(), 1, "key", noWaiting()));
  }

  /** Claims a task, finishes it and commits its outcome. */
  CommitOutcomes.Committed run(int index, Verdict verdict, int tasks) {
    RunRecord claim = claimed(index, "agent");
    FinishTry.Outcome outcome = LostReplies.run(finish(claim, verdict));
    return LostReplies.run(commit(((FinishTry.Outcome.Terminal) outcome).run(), tasks));
  }

  CommitOutcomes commit(RunRecord run, int tasks) {
    PageId page = run.task().page();
    return new CommitOutcomes(
        table, clock, page, page.taskCount(tasks), Outcomes.of(run), Samples.EXPIRY);
  }

  SessionRecord read() {
    return table.readSession(session, clock.instant()).orElseThrow();
  }

  static TaskMessage message(TaskId task) {
    return new TaskMessage(
        task, PageId.TASKS, BlobReference.of("in/1", 0, new byte[0]), TaskOverrides.NONE, null);
  }

  static Backoff noWaiting() {
    return new Backoff(Duration.ofMillis(1), Duration.ofMillis(9), new Random(1), wait -> {});
  }

  private static int pages(int tasks) {
    return (tasks + PageId.TASKS - 1) / PageId.TASKS;
  }
}
