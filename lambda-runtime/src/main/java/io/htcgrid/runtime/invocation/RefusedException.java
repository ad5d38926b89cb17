package io.htcgrid.runtime.invocation;

/** A request that makes no sense. */
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final ServiceError error;
  private final String reason;

  /**
   * @param reason a sentence for the caller
   */
  public RefusedException(ServiceError error, String reason) {
    super(reason);
    this.error = error;
    this.reason = reason;
  }

  /** What it is called. */
  public ServiceError error() {
    return error;
  }

  /** What is wrong and what would be right. */
  public String reason() {
    return reason;
  }
}
