package io.htcgrid.connector;

import java.util.List;

/** Some of many sessions could not be submitted; the first problem is the cause. */
public final class SubmitAllException extends GridException {
  private static final long serialVersionUID = 1L;

  private final transient List<Session> submitted;

  SubmitAllException(List<Session> submitted, int asked, GridException cause) {
    super(
        submitted.size()
            + " of "
            + asked
            + " sessions were submitted and go on: "
            + cause.getMessage(),
        cause);
    this.submitted = List.copyOf(submitted);
  }

  /** The sessions that were submitted, in the order of their specs. */
  public List<Session> submitted() {
    return submitted;
  }

  @Override
  public boolean retryable() {
    return getCause() instanceof GridException cause && cause.retryable();
  }
}
