package io.htcgrid.cli.doctor;

/**
 * What one check came to.
 *
 * @param check what was looked at
 * @param text what was found; of a problem, what to do
 */
public record Finding(String check, State state, String text) {
  /** How it is. */
  public enum State {
    OK,
    /** Works, and somebody should know. */
    WARNING,
    PROBLEM,
    /** Not looked at. */
    SKIPPED
  }

  static Finding ok(String check, String text) {
    return new Finding(check, State.OK, text);
  }

  static Finding warning(String check, String text) {
    return new Finding(check, State.WARNING, text);
  }

  static Finding problem(String check, String text) {
    return new Finding(check, State.PROBLEM, text);
  }

  static Finding skipped(String check, String text) {
    return new Finding(check, State.SKIPPED, text);
  }
}
