package io.htcgrid.agent;

import io.htcgrid.agent.invoke.FunctionInvoker;
import io.htcgrid.agent.invoke.LambdaInvoker;
import io.htcgrid.control.config.GridServices;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A worker: takes tasks from the grid's queues, runs as many at once as it has slots, and commits
 * what came of them. It works from its start until it is closed, or asked to drain.
 *
 * <p>All methods may be called by any thread.
 */
public final class Agent implements AutoCloseable {
  private final Pipeline pipeline;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private Agent(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * Starts an agent that calls functions at {@link AgentSettings#invokeEndpoint()}.
   *
   * @param services for its work; stay the caller's, who closes them after the agent
   * @param heartbeats the same grid's over connections of their own, so that slow work cannot
   *     starve the heartbeats; may be the same object where that does not matter
   * @throws AgentStartException when the health page's port cannot be used
   */
  public static Agent start(
      AgentSettings settings, GridServices services, GridServices heartbeats) {
    return start(
        settings,
        services,
        heartbeats,
        LambdaInvoker.connect(settings.invokeEndpoint(), settings.slots()));
  }

  /**
   * As above, with another way to call functions.
   *
   * @param invoker is closed with the agent
   */
  public static Agent start(
      AgentSettings settings,
      GridServices services,
      GridServices heartbeats,
      FunctionInvoker invoker) {
    Agent agent = new Agent(new Pipeline(settings, services, heartbeats, invoker));
    try {
      agent.pipeline.start(agent::drain);
    } catch (RuntimeException e) {
      agent.close();
      throw e;
    }
    return agent;
  }

  public String id() {
    return pipeline.settings().id();
  }

  /** Whether it is live and ready, and why not. */
  public Health health() {
    return pipeline.health();
  }

  /** What the page at {@code /metrics} shows, in Prometheus's text format. */
  public String metrics() {
    return pipeline.metrics();
  }

  /** The port of the health page; -1: there is none. */
  public int healthPort() {
    return pipeline.healthPort();
  }

  /**
   * Begins to stop, without waiting: nothing new is received, what waits for a slot is handed back,
   * running tasks may end within the grace.
   */
  public void drain() {
    if (pipeline.beginDrain()) {
      pipeline.threads().create("drain", this::end).start();
    }
  }

  private void end() {
    try {
      pipeline.drain();
    } finally {
      ended.complete(null);
    }
  }

  /**
   * Waits until the agent has ended.
   *
   * @return whether it has
   */
  public boolean awaitEnd(Duration longest) throws InterruptedException {
    try {
      ended.get(longest.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of an agent never fails", e);
    }
  }

  /**
   * Drains, and returns when that is done: a little more than {@link AgentSettings#drainGrace()} at
   * most. Closing again waits too.
   */
  @Override
  public void close() {
    drain();
    ended.join();
  }
}
