package io.htcgrid.connector;

import org.jspecify.annotations.Nullable;

/** A payload cannot be had; whoever knows the task's index says so in its place. */
final class PayloadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PayloadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
