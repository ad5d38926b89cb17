package io.htcgrid.control.queue;

/**
 * A connector's own reply queue was deleted under it; it can create another and read pages
 * meanwhile.
 */
public final class ReplyQueueGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ReplyQueueGoneException(String queue, Throwable cause) {
    super("reply queue " + queue + " does not exist any more", cause);
  }
}
