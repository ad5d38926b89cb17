package io.htcgrid.embedded;

import org.jspecify.annotations.Nullable;

/** A service could not be started; the message names the service, the reason and what to do. */
public final class EmbeddedServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EmbeddedServiceException(String message) {
    super(message);
  }

  EmbeddedServiceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
