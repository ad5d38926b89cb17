package io.htcgrid.connector;

import io.htcgrid.control.FunctionVersion;

/** There is a version of that name already, with other content. */
public final class FunctionVersionTakenException extends GridRequestException {
  private static final long serialVersionUID = 1L;

  private final transient FunctionVersion registered;

  FunctionVersionTakenException(FunctionVersion registered) {
    super(
        registered.qualified()
            + " exists since "
            + registered.pushedAt()
            + " with other content, and versions never change; push this one under another version");
    this.registered = registered;
  }

  /** The version that has the name. */
  public FunctionVersion registered() {
    return registered;
  }
}
