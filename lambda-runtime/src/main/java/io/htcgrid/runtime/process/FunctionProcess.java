package io.htcgrid.runtime.process;

import io.htcgrid.runtime.function.FunctionDefinition;
import io.htcgrid.runtime.http.HttpCall;
import io.htcgrid.runtime.invocation.ErrorDocument;
import io.htcgrid.runtime.invocation.Invocation;
import io.htcgrid.runtime.invocation.InvocationError;
import io.htcgrid.runtime.invocation.InvocationOutcome;
import io.htcgrid.runtime.invocation.InvocationOutcome.Abandoned;
import io.htcgrid.runtime.invocation.InvocationOutcome.Failed;
import io.htcgrid.runtime.invocation.InvocationOutcome.Returned;
import io.htcgrid.runtime.process.Assignment.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process of a function: it runs one invocation at a time and stays warm between them. Whatever
 * goes wrong ends the process, and its invocation ends when nothing of the process lives any more.
 * Thread-safe.
 */
final class FunctionProcess implements ProcessShell.Owner, RuntimeApi.Host {

  private static final Logger log = LoggerFactory.getLogger(FunctionProcess.class);

  /**
   * How long a process may take from one answer to asking for the next invocation, once that is
   * waiting.
   */
  private static final Duration RETURN_TIMEOUT = Duration.ofSeconds(10);

  /**
   * Java's client logs an error after it reported it; a failed invocation waits this long for its
   * log.
   */
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private final FunctionDefinition function;
  private final Hosting hosting;
  private final ProcessPool pool;
  private final ProcessShell shell;
  private final Conversation conversation = new Conversation();
  private final Timer initTimer;

  FunctionProcess(FunctionDefinition function, Hosting hosting, ProcessPool pool) {
    this.function = function;
    this.hosting = hosting;
    this.pool = pool;
    this.shell =
        new ProcessShell(
            function.name(),
            function.memoryMb(),
            InvocationError.INIT_FAILED,
            new FunctionSpawner(function, hosting, this),
            hosting,
            this);
    this.initTimer = new Timer(hosting.io());
  }

  FunctionDefinition function() {
    return function;
  }

  /** Starts the process on another thread; whatever goes wrong ends it. */
  void start() {
    initTimer.set(hosting.initTimeout(), () -> stop(initTimeout(), Conversation::starting));
    hosting.worker().execute(shell::start);
  }

  /** Gives it an invocation, of which it has none. */
  CompletionStage<Delivery> run(Invocation invocation) {
    var given =
        new Assignment(
            invocation,
            new Timer(hosting.io()),
            new Timer(hosting.io()),
            invocation.timeout().map(hosting.clock().instant()::plus));
    // From now on, not from when the function sees it: a caller that waits counts the init too.
    invocation
        .timeout()
        .ifPresent(granted -> given.callerTimer.set(granted, () -> callerTimeout(given, granted)));
    if (!conversation.starting()) {
      awaitReturn(given);
    }
    if (conversation.assign(given)) {
      handOver();
    } else {
      given.end(new Delivery.Lost());
    }
    return given.delivery;
  }

  private void awaitReturn(Assignment given) {
    given.timer.set(
        RETURN_TIMEOUT, () -> stop(new ProcessEnd.Retired(), state -> state.holds(given)));
  }

  /** Stops an invocation: at no cost while the function did not see it, else with its process. */
  void cancel(Invocation invocation) {
    if (!withdraw(invocation, new Abandoned())) {
      stop(new ProcessEnd.Cancelled(), state -> state.runs(invocation));
    }
  }

  private void callerTimeout(Assignment given, Duration granted) {
    var document =
        ErrorDocument.of(
            InvocationError.TIMED_OUT,
            "Task timed out after " + seconds(granted) + " seconds, before the function saw it");
    if (!withdraw(given.invocation, new Failed(false, document.toJson(), shell.logTail()))) {
      stop(timeout(granted), state -> state.runs(given.invocation));
    }
  }

  /** Ends an invocation that the function did not see; the process goes on. */
  private boolean withdraw(Invocation invocation, InvocationOutcome outcome) {
    var unseen = conversation.withdrawn(invocation);
    unseen.ifPresent(assignment -> assignment.end(outcome));
    return unseen.isPresent();
  }

  @Override
  public void stop(ProcessEnd reason) {
    stop(reason, always -> true);
  }

  /** Ends the process for a reason that holds; the first reason counts. */
  private boolean stop(ProcessEnd reason, Predicate<Conversation> stillTrue) {
    if (!conversation.end(stillTrue)) {
      return false;
    }
    log.debug("A process of function {} ends: {}", function.name(), reason);
    initTimer.stop();
    pool.ended(this);
    shell.stop(reason);
    return true;
  }

  @Override
  public void windUp(ProcessEnd reason, byte[] log, long residentBytes) {
    var last = conversation.last();
    boolean initialised = conversation.initialised();
    boolean delivered = last.isPresent() && last.get().delivered;
    Delivery fate =
        reason.delivery(
            new ProcessEnd.Remains(
                function.name(), initialised, delivered, log, residentBytes, function.memoryMb()));
    if (!initialised
        && fate instanceof Delivery.Ended ended
        && ended.outcome() instanceof Failed failed) {
      pool.startFailed(function, failed);
    }
    last.ifPresent(
        assignment ->
            assignment.end(
                assignment.report == null
                    ? fate
                    : new Delivery.Ended(assignment.report.outcome(log))));
  }

  /** Completes when nothing of the process lives. */
  CompletionStage<Void> gone() {
    return shell.gone();
  }

  boolean usable() {
    return conversation.usable();
  }

  boolean initialised() {
    return conversation.initialised();
  }

  @Override
  public void next(HttpCall call) {
    var asked = conversation.ask(call);
    if (!asked.accepted()) {
      call.reply(RuntimeApi.notNow("The last invocation was not answered"));
      return;
    }
    call.onDisconnect(() -> conversation.forget(call));
    if (asked.before() == Conversation.Phase.STARTING) {
      initTimer.stop();
      pool.initialised(this);
    }
    asked.failed().ifPresent(this::endReported);
    handOver();
  }

  /** Hands the invocation over, if there are both one and a process that asked for one. */
  private void handOver() {
    conversation.handOver().ifPresent(this::send);
  }

  private void send(Conversation.Handover handover) {
    Assignment given = handover.given();
    if (!handover.first()) {
      shell.beginLog(); // The first one's log begins with that of the init, which was for its sake.
    }
    given.timer.set(
        function.timeout(),
        () -> stop(timeout(function.timeout()), state -> state.runs(given.invocation)));
    Instant own = hosting.clock().instant().plus(function.timeout());
    Instant deadline = given.callerDeadline.filter(own::isAfter).orElse(own);
    if (!handover.asking().reply(RuntimeApi.invocation(given.invocation, deadline))) {
      awaitReturn(given);
      conversation.undo(given);
    }
  }

  @Override
  public void response(String id, HttpCall call) {
    var answered = conversation.answered(id);
    if (answered.isEmpty()) {
      call.reply(RuntimeApi.unknownId());
      return;
    }
    Assignment assignment = answered.get();
    if (call.bodyTooLarge()) {
      call.reply(RuntimeApi.tooLarge());
      assignment.end(Reports.tooLarge(function.name()).outcome(shell.logTail()));
      return;
    }
    call.reply(RuntimeApi.accepted());
    assignment.end(
        Reports.ofStream(function.name(), call)
            .map(report -> report.outcome(shell.logTail()))
            .orElseGet(() -> new Returned(call.body(), shell.logTail())));
  }

  @Override
  public void error(String id, HttpCall call) {
    Report report = Reports.of(function.name(), call);
    if (Reports.isOutOfMemory(report) && stop(outOfMemory(report), state -> state.awaits(id))) {
      call.reply(RuntimeApi.accepted());
      return;
    }
    var failing = conversation.reported(id, report);
    failing.ifPresent(assignment -> assignment.timer.set(LAST_WORDS, () -> settle(assignment)));
    call.reply(failing.isPresent() ? RuntimeApi.accepted() : RuntimeApi.unknownId());
  }

  private void settle(Assignment failing) {
    if (conversation.settled(failing)) {
      endReported(failing);
    }
  }

  private void endReported(Assignment failed) {
    if (failed.report != null) {
      failed.end(failed.report.outcome(shell.logTail()));
    }
  }

  @Override
  public void initError(HttpCall call) {
    var reported = new ProcessEnd.InitReported(Reports.of(function.name(), call).document());
    // Before the reply: a process that has it may exit at once, which must not count as the reason.
    boolean inTime = stop(reported, Conversation::starting);
    call.reply(inTime ? RuntimeApi.accepted() : RuntimeApi.notNow("The init is over"));
  }

  @Override
  public void brokenAnswer(String id) {
    stop(
        new ProcessEnd.Fault(
            InvocationError.MALFORMED_RESPONSE,
            "Function " + function.name() + " broke off its answer"),
        state -> state.awaits(id));
  }

  private static ProcessEnd timeout(Duration after) {
    return new ProcessEnd.Fault(
        InvocationError.TIMED_OUT,
        "Task timed out after " + seconds(after) + " seconds and was killed");
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f", duration.toMillis() / 1000.0);
  }

  private ProcessEnd initTimeout() {
    return new ProcessEnd.Fault(
        InvocationError.INIT_FAILED,
        String.format(
            Locale.ROOT,
            "Function %s did not ask for its first invocation within %d seconds and was killed",
            function.name(),
            hosting.initTimeout().toSeconds()));
  }

  private ProcessEnd outOfMemory(Report report) {
    return new ProcessEnd.Fault(
        InvocationError.OUT_OF_MEMORY,
        String.format(
            Locale.ROOT,
            "Function %s ran out of memory (%s): %d MiB of resident memory in use, the limit (memoryMb) is %d MiB",
            function.name(),
            report.document().message(),
            shell.residentBytes() >> 20,
            function.memoryMb()));
  }
}
