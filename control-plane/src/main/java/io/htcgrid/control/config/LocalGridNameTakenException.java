package io.htcgrid.control.config;

/** Another running process has a local grid of that name; the message says which. */
public final class LocalGridNameTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LocalGridNameTakenException(LocalGridEntry holder) {
    super(
        "A local grid "
            + holder.config().grid()
            + (holder.stopping() ? " still stops, in process " : " runs already, in process ")
            + holder.pid()
            + (holder.stopping() ? "; wait for its end" : "; stop it")
            + " or choose another name");
  }
}
