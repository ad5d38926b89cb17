package io.htcgrid.runtime.process;

import io.htcgrid.runtime.function.FunctionDefinition;
import io.htcgrid.runtime.invocation.Invocation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A try to run an invocation in a warm process of its function, or a new one. */
final class FunctionAttempt implements Attempt {

  private final ProcessPool pool;
  private final FunctionDefinition function;
  private final Invocation invocation;
  private volatile @Nullable FunctionProcess process;

  FunctionAttempt(ProcessPool pool, FunctionDefinition function, Invocation invocation) {
    this.pool = pool;
    this.function = function;
    this.invocation = invocation;
  }

  @Override
  public CompletionStage<Delivery> begin() {
    var taken = pool.take(function);
    if (taken instanceof ProcessPool.Taken.None none) {
      return CompletableFuture.completedFuture(new Delivery.Ended(none.outcome()));
    }
    FunctionProcess mine = ((ProcessPool.Taken.Granted) taken).process();
    process = mine;
    return mine.run(invocation).whenComplete((delivery, never) -> pool.giveBack(mine));
  }

  @Override
  public void cancel() {
    FunctionProcess mine = process;
    if (mine != null) {
      mine.cancel(invocation);
    }
  }
}
