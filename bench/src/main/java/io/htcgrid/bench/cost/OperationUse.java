package io.htcgrid.bench.cost;

import io.htcgrid.bench.price.Use;

/**
 * How often an operation was called, and what that is billed as.
 *
 * @param requests all that were sent, the SDK's repetitions included
 */
record OperationUse(long requests, Use billed) {
  static final OperationUse NONE = new OperationUse(0, Use.NONE);

  OperationUse plus(OperationUse other) {
    return new OperationUse(requests + other.requests, billed.plus(other.billed));
  }
}
