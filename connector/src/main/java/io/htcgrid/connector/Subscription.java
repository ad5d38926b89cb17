package io.htcgrid.connector;

/** A listener's registration. */
public interface Subscription extends AutoCloseable {
  /** Ends it: the listener is told nothing more, once a call under way returned. */
  @Override
  void close();
}
