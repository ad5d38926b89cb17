package io.htcgrid.connector;

/** No version of that name was pushed. */
public final class NoSuchFunctionException extends GridRequestException {
  private static final long serialVersionUID = 1L;

  NoSuchFunctionException(String grid, String qualified) {
    super(
        "grid "
            + grid
            + " has no "
            + qualified
            + "; 'htcgrid functions list' shows what was pushed");
  }
}
