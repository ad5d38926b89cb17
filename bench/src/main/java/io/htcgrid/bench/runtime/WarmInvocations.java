package io.htcgrid.bench.runtime;

import io.htcgrid.agent.invoke.FunctionCall;
import io.htcgrid.agent.invoke.Invocation;
import io.htcgrid.agent.invoke.InvokeOutcome;
import io.htcgrid.agent.invoke.LambdaInvoker;
import io.htcgrid.bench.grid.BenchFunctions;
import io.htcgrid.control.LaunchData;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Invokes the no-work function over and over, one call at a time, as an agent does. */
final class WarmInvocations implements AutoCloseable {
  private static final int WARM_UP = 5_000;
  private static final double NANOS_PER_MS = 1e6;

  private final LambdaInvoker invoker;
  private final FunctionCall call =
      new FunctionCall(
          new TaskId(SessionId.parse("00000000000000000000000000"), 0),
          1,
          BenchFunctions.NO_WORK,
          new LaunchData(List.of(), Map.of()),
          "{\"index\":1}".getBytes(StandardCharsets.UTF_8),
          null);

  WarmInvocations(URI runtime) {
    this.invoker = LambdaInvoker.connect(runtime, 1);
  }

  /** The time of each of so many calls. */
  double[] milliseconds(int calls) {
    for (int i = 0; i < WARM_UP; i++) {
      call();
    }
    double[] times = new double[calls];
    for (int i = 0; i < calls; i++) {
      long begin = System.nanoTime();
      call();
      times[i] = (System.nanoTime() - begin) / NANOS_PER_MS;
    }
    return times;
  }

  private void call() {
    InvokeOutcome outcome = invoker.invoke(call, new Invocation());
    if (!(outcome instanceof InvokeOutcome.Returned returned)
        || !Arrays.equals(returned.result(), call.payload())) {
      throw new IllegalStateException("the runtime answered " + outcome);
    }
  }

  @Override
  public void close() {
    invoker.close();
  }
}
