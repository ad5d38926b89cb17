package io.htcgrid.agent.invoke;

/** Calls functions. Thread-safe; as many calls at once as there are slots. */
public interface FunctionInvoker extends AutoCloseable {
  /**
   * Calls a function and waits for what comes of it.
   *
   * @param invocation new for this call; ends it early
   */
  InvokeOutcome invoke(FunctionCall call, Invocation invocation);

  @Override
  void close();
}
