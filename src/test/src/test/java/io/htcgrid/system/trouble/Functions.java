package io.htcgrid.system.trouble;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.htcgrid.agent.invoke.FunctionCall;
import io.htcgrid.agent.invoke.FunctionInvoker;
import io.htcgrid.agent.invoke.Invocation;
import io.htcgrid.agent.invoke.InvokeOutcome;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.TaskError;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Functions that do what their payload's first word says. */
final class Functions implements FunctionInvoker {
  /** More than travels inside an event. */
  static final int LARGE = 20_000;

  private static final Duration WORK = Duration.ofMillis(50);
  private static final Duration SEVERAL_TICKS =
      Lane.LEASE.heartbeatInterval().multipliedBy(3).dividedBy(2);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final BooleanSupplier mayEnd;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * @param mayEnd lets those that wait go on
   */
  Functions(BooleanSupplier mayEnd) {
    this.mayEnd = mayEnd;
  }

  int calls() {
    return calls.get();
  }

  @Override
  public InvokeOutcome invoke(FunctionCall call, Invocation invocation) {
    calls.incrementAndGet();
    String text = new String(call.payload(), UTF_8);
    return switch (text.split(" ", 2)[0]) {
      case "throws" -> failed(FailureKind.FUNCTION_ERROR, "Thrown");
      case "crashes" -> failed(FailureKind.FUNCTION_CRASHED, "Runtime.ExitError");
      case "crashes-once" ->
          call.attempt() == 1
              ? failed(FailureKind.FUNCTION_CRASHED, "Runtime.ExitError")
              : returned(text);
      case "fails-until-later" -> failed(FailureKind.FUNCTION_ERROR, "Later");
      case "too-busy-once" ->
          call.attempt() == 1
              ? new InvokeOutcome.Unavailable("it is busy, as the test wants it")
              : returned(text);
      case "returns-much" -> returned(text + "!".repeat(LARGE));
      case "works" -> waits(invocation, () -> false, WORK, text);
      case "lasts" -> waits(invocation, () -> false, SEVERAL_TICKS, text);
      case "waits" -> waits(invocation, mayEnd, LONGEST, text);
      case "hangs" -> waits(invocation, () -> false, LONGEST, text);
      default -> returned(text);
    };
  }

  private static InvokeOutcome returned(String text) {
    return new InvokeOutcome.Returned(("result of " + text).getBytes(UTF_8));
  }

  private static InvokeOutcome failed(FailureKind kind, String type) {
    return new InvokeOutcome.Failed(new TaskError(kind, type, "as the test wants it"), "a log\n");
  }

  private static InvokeOutcome waits(
      Invocation invocation, BooleanSupplier until, Duration longest, String text) {
    Patiently.within(longest, () -> invocation.aborted() || until.getAsBoolean());
    return invocation.aborted() ? new InvokeOutcome.Aborted() : returned(text);
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
