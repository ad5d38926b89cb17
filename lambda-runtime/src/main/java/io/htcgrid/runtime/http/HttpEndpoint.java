package io.htcgrid.runtime.http;

/**
 * Answers requests. Called on an I/O thread: it must not block, and may reply later from any
 * thread.
 */
public interface HttpEndpoint {

  /** Handles one request; it must be replied to in the end, unless its client leaves first. */
  void handle(HttpCall call);

  /** The client left, or broke HTTP's rules, in the middle of a request's body. */
  default void truncated(String method, String path) {}
}
