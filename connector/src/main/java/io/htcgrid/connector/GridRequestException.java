package io.htcgrid.connector;

import org.jspecify.annotations.Nullable;

/** The caller has to change something: the same call will fail again. */
public class GridRequestException extends GridException {
  private static final long serialVersionUID = 1L;

  GridRequestException(String message) {
    super(message);
  }

  GridRequestException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
