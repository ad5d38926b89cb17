package io.htcgrid.control.queue;

/** A queue that every grid has is not there: the grid does not exist where it was looked for. */
public final class QueueMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  QueueMissingException(String queue, String grid, String place, Throwable cause) {
    super(
        "no queue "
            + queue
            + " in "
            + place
            + ": grid "
            + grid
            + " does not exist there; check the grid's name and region, or create the grid",
        cause);
  }
}
