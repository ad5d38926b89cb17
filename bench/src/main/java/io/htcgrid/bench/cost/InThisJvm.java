package io.htcgrid.bench.cost;

import io.htcgrid.agent.invoke.FunctionCall;
import io.htcgrid.agent.invoke.FunctionInvoker;
import io.htcgrid.agent.invoke.Invocation;
import io.htcgrid.agent.invoke.InvokeOutcome;
import io.htcgrid.bench.grid.Wait;
import java.time.Duration;

/**
 * Works for a while and returns the payload. Without the Lambda runtime, which calls no service of
 * AWS: eighty slots would want eighty processes.
 */
record InThisJvm(Duration work) implements FunctionInvoker {
  @Override
  public InvokeOutcome invoke(FunctionCall call, Invocation invocation) {
    Wait.nanos(work.toNanos());
    return invocation.aborted()
        ? new InvokeOutcome.Aborted()
        : new InvokeOutcome.Returned(call.payload());
  }

  @Override
  public void close() {}
}
