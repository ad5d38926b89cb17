package io.htcgrid.runtime.process;

import io.htcgrid.runtime.function.FunctionDefinition;
import io.htcgrid.runtime.invocation.CommandLine;
import io.htcgrid.runtime.invocation.Invocation;
import io.htcgrid.runtime.invocation.RunningInvocation;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Runs invocations in processes, as many at once as there are slots. Thread-safe; never blocks. */
public final class Invoker {

  private final Slots slots;
  private final ProcessPool pool;
  private final Hosting hosting;
  private final CommandRules commandRules;
  private final Set<CommandAttempt> commands = ConcurrentHashMap.newKeySet();

  Invoker(Slots slots, ProcessPool pool, Hosting hosting, CommandRules commandRules) {
    this.slots = slots;
    this.pool = pool;
    this.hosting = hosting;
    this.commandRules = commandRules;
  }

  /** Runs an invocation of a function. */
  public RunningInvocation invoke(FunctionDefinition function, Invocation invocation) {
    return InvocationRun.start(
        slots, invocation.payload().length, () -> new FunctionAttempt(pool, function, invocation));
  }

  /** Runs a command line. */
  public RunningInvocation run(CommandLine commandLine, Invocation invocation) {
    return InvocationRun.start(
        slots,
        invocation.payload().length,
        () -> {
          var attempt = new CommandAttempt(commandLine, invocation, commandRules, hosting);
          commands.add(attempt);
          attempt.ended().thenRun(() -> commands.remove(attempt));
          return attempt;
        });
  }

  /** Lets go of the processes of a function that is no longer there. */
  public void forget(String name) {
    pool.forget(name);
  }

  /** Slots in use. */
  public int busy() {
    return slots.busy();
  }

  /** Processes of functions, warm ones included. */
  public int processes() {
    return pool.size();
  }

  /** Lets nothing more in; what runs goes on. */
  void refuseNew() {
    slots.close();
  }

  /** Kills everything; completes when it is gone. */
  CompletableFuture<Void> killAll() {
    commands.forEach(attempt -> attempt.stop(new ProcessEnd.Closing()));
    var commandsGone = commands.stream().map(attempt -> attempt.ended().toCompletableFuture());
    return CompletableFuture.allOf(
        Stream.concat(commandsGone, Stream.of(pool.close())).toArray(CompletableFuture[]::new));
  }
}
