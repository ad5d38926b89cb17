package io.htcgrid.embedded.junit;

import io.htcgrid.embedded.AwsEndpoints;

/** Services that are up, and what ends them. */
record RunningTarget(AwsEndpoints endpoints, Runnable stop) implements AutoCloseable {

  @Override
  public void close() {
    stop.run();
  }
}
