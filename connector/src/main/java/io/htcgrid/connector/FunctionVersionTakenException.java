package io.htcgrid.connector;

import io.htcgrid.control.FunctionVersion;

/** There is or was a version of that name, with other content. */
public final class FunctionVersionTakenException extends GridRequestException {
  private static final long serialVersionUID = 1L;

  private final transient FunctionVersion registered;

  FunctionVersionTakenException(FunctionVersion registered) {
    super(
        registered.qualified()
            + " was pushed at "
            + registered.pushedAt()
            + " with other content, and versions never change; push this one under another version");
    this.registered = registered;
  }

  /** The version that has the name, and may have been deleted. */
  public FunctionVersion registered() {
    return registered;
  }
}
