package io.htcgrid.connector;

/** A folder that cannot be a function's version; nothing was registered. */
public final class FunctionFolderException extends GridRequestException {
  private static final long serialVersionUID = 1L;

  FunctionFolderException(String message, Throwable cause) {
    super(message, cause);
  }

  FunctionFolderException(String message) {
    super(message);
  }
}
