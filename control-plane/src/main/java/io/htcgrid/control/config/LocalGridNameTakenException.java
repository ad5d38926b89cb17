package io.htcgrid.control.config;

/** Another running process has a local grid of that name; the message says which. */
public final class LocalGridNameTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LocalGridNameTakenException(LocalGridEntry holder) {
    super(
        "A local grid "
            + holder.config().grid()
            + " runs already, in process "
            + holder.pid()
            + "; stop it or choose another name");
  }
}
