package io.htcgrid.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.htcgrid.runtime.function.FunctionCatalog;
import io.htcgrid.runtime.invocation.CommandLine;
import io.htcgrid.runtime.invocation.ErrorDocument;
import io.htcgrid.runtime.invocation.Invocation;
import io.htcgrid.runtime.invocation.InvocationError;
import io.htcgrid.runtime.invocation.InvocationOutcome.Failed;
import io.htcgrid.runtime.invocation.InvocationOutcome.Returned;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A run of a command line in a process of its own: the payload is its standard input, its standard
 * output the result, its standard error the log. Thread-safe.
 */
final class CommandAttempt implements Attempt, ProcessShell.Owner {

  private final String program;
  private final CommandRules rules;
  private final Duration timeout;
  private final Hosting hosting;
  private final CommandResult result;
  private final ProcessShell shell;
  private final Timer timer;
  private final CompletableFuture<Delivery> delivery = new CompletableFuture<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  CommandAttempt(
      CommandLine commandLine, Invocation invocation, CommandRules rules, Hosting hosting) {
    this.program = commandLine.arguments().get(0);
    this.rules = rules;
    this.timeout = invocation.within(rules.timeout());
    this.hosting = hosting;
    this.timer = new Timer(hosting.io());
    this.result =
        new CommandResult(
            RuntimeApi.RESPONSE_BYTES, () -> hosting.worker().execute(() -> stop(tooLarge())));
    var spawner =
        new CommandSpawner(commandLine, invocation.payload(), rules.environment(), hosting, result);
    this.shell =
        new ProcessShell(
            FunctionCatalog.COMMAND,
            rules.memoryMb(),
            InvocationError.COMMAND_FAILED,
            spawner,
            hosting,
            this);
  }

  @Override
  public CompletionStage<Delivery> begin() {
    timer.set(timeout, () -> stop(timeout()));
    hosting.worker().execute(shell::start);
    return delivery;
  }

  /** Completes when nothing of the process lives. */
  CompletionStage<Void> ended() {
    return shell.gone();
  }

  @Override
  public void cancel() {
    stop(new ProcessEnd.Cancelled());
  }

  @Override
  public void stop(ProcessEnd reason) {
    if (ended.compareAndSet(false, true)) {
      timer.stop();
      shell.stop(reason);
    }
  }

  @Override
  public void windUp(ProcessEnd reason, byte[] log, long residentBytes) {
    delivery.complete(fate(reason, log, residentBytes));
  }

  private Delivery fate(ProcessEnd reason, byte[] log, long residentBytes) {
    var remains = new ProcessEnd.Remains(program, true, true, log, residentBytes, rules.memoryMb());
    if (!(reason instanceof ProcessEnd.Exited exited) || exited.lackedMemory(remains)) {
      return reason.delivery(remains);
    }
    if (exited.status() != 0) {
      String errors = new String(log, UTF_8).strip();
      return failed(
          // A command that chose its status has spoken; one that a signal ended has crashed.
          ExitStatus.isSignal(exited.status())
              ? InvocationError.EXITED
              : InvocationError.COMMAND_FAILED,
          "Command "
              + program
              + " "
              + ExitStatus.describe(exited.status())
              + (errors.isEmpty() ? "" : ": " + errors),
          log);
    }
    return result.overflown()
        ? failed(InvocationError.RESPONSE_TOO_LARGE, tooLarge().message(), log)
        : new Delivery.Ended(new Returned(result.toByteArray(), log));
  }

  private static Delivery failed(InvocationError error, String message, byte[] log) {
    return new Delivery.Ended(new Failed(false, ErrorDocument.of(error, message).toJson(), log));
  }

  private ProcessEnd.Fault tooLarge() {
    return new ProcessEnd.Fault(
        InvocationError.RESPONSE_TOO_LARGE,
        "Command "
            + program
            + " wrote more than the limit of "
            + RuntimeApi.RESPONSE_BYTES
            + " bytes");
  }

  private ProcessEnd timeout() {
    String seconds = String.format(Locale.ROOT, "%.2f", timeout.toMillis() / 1000.0);
    return new ProcessEnd.Fault(
        InvocationError.TIMED_OUT,
        "Command " + program + " timed out after " + seconds + " seconds and was killed");
  }
}
