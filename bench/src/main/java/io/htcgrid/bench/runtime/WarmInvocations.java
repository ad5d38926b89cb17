package io.htcgrid.bench.runtime;

import io.htcgrid.agent.invoke.FunctionCall;
import io.htcgrid.agent.invoke.Invocation;
import io.htcgrid.agent.invoke.InvokeOutcome;
import io.htcgrid.agent.invoke.LambdaInvoker;
import io.htcgrid.control.LaunchData;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Invokes a function that returns its payload, one call at a time, as an agent does. Thread-safe.
 */
public final class WarmInvocations implements AutoCloseable {
  private static final int FEWEST = 2;
  private static final double NANOS_PER_MS = 1e6;

  private final LambdaInvoker invoker;

  /**
   * Makes a client for one call at a time.
   *
   * @param runtime where it listens
   */
  public WarmInvocations(URI runtime) {
    this.invoker = LambdaInvoker.connect(runtime, 1);
  }

  /** A JSON text of so many bytes; one of 0 bytes is empty, and one of 1 is not possible. */
  static byte[] payload(int bytes) {
    return bytes == 0
        ? new byte[0]
        : ("\"" + "x".repeat(bytes - 2) + "\"").getBytes(StandardCharsets.UTF_8);
  }

  /** The milliseconds of each call, for so long and at least two. */
  double[] milliseconds(String function, byte[] payload, Duration time) {
    DoubleStream.Builder times = DoubleStream.builder();
    long end = System.nanoTime() + time.toNanos();
    for (int call = 0; call < FEWEST || System.nanoTime() < end; call++) {
      times.add(millisecondsOfOne(function, payload));
    }
    return times.build().toArray();
  }

  /**
   * The milliseconds of one call.
   *
   * @throws IllegalStateException unless the function returned its payload
   */
  public double millisecondsOfOne(String function, byte[] payload) {
    FunctionCall call =
        new FunctionCall(
            new TaskId(SessionId.parse("00000000000000000000000000"), 0),
            1,
            function,
            new LaunchData(List.of(), Map.of()),
            payload,
            null);
    long begin = System.nanoTime();
    InvokeOutcome outcome = invoker.invoke(call, new Invocation());
    double time = (System.nanoTime() - begin) / NANOS_PER_MS;
    if (!(outcome instanceof InvokeOutcome.Returned returned)
        || !Arrays.equals(returned.result(), payload)) {
      throw new IllegalStateException(
          outcome instanceof InvokeOutcome.Returned
              ? "function " + function + " did not return its payload"
              : "function " + function + ": the runtime answered " + outcome);
    }
    return time;
  }

  @Override
  public void close() {
    invoker.close();
  }
}
