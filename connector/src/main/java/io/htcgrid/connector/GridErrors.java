package io.htcgrid.connector;

import io.htcgrid.connector.calls.ClosedException;
import io.htcgrid.connector.calls.InterruptedCallException;
import io.htcgrid.connector.calls.Lifetime;
import io.htcgrid.connector.calls.ServiceFault;
import io.htcgrid.connector.watch.UnknownSessionException;
import java.util.function.Supplier;

/** Turns what goes wrong below into what callers are told. */
final class GridErrors {
  private final String grid;
  private final Lifetime lifetime;

  GridErrors(String grid, Lifetime lifetime) {
    this.grid = grid;
    this.lifetime = lifetime;
  }

  /** Makes a call whose errors are told in the caller's words. */
  <T> T call(Supplier<T> call) {
    try {
      lifetime.requireOpen();
      return call.get();
    } catch (RuntimeException e) {
      throw told(e);
    }
  }

  /** The error in the caller's words. */
  GridException told(RuntimeException error) {
    if (error instanceof GridException known) {
      return known;
    }
    if (error instanceof InterruptedCallException) {
      return new GridInterruptedException(error);
    }
    if (error instanceof ClosedException || lifetime.isClosed()) {
      return new GridClosedException(grid);
    }
    if (error instanceof UnknownSessionException unknown) {
      return new NoSuchSessionException(grid, unknown.session().value(), error);
    }
    return ServiceFault.comesFromAService(error) ? fault(error) : new GridBugException(error);
  }

  private GridException fault(RuntimeException error) {
    return switch (ServiceFault.of(error)) {
      case PASSING ->
          new GridUnavailableException(
              "grid " + grid + " does not answer; try again later: " + error.getMessage(), error);
      case DENIED -> new NotPermittedException(grid, error);
      case MISSING -> new NoSuchGridException(grid, error);
      case INTERRUPTED -> {
        Thread.currentThread().interrupt();
        yield new GridInterruptedException(error);
      }
      case LASTING ->
          new GridRequestException(
              "grid " + grid + " refuses the call: " + error.getMessage(), error);
    };
  }
}
