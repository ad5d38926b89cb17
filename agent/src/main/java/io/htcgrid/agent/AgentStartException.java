package io.htcgrid.agent;

import java.io.IOException;
import java.io.UncheckedIOException;

/** An agent cannot start; the message is one sentence that says why and what to do. */
public final class AgentStartException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  AgentStartException(String message, IOException cause) {
    super(message, cause);
  }
}
