package io.htcgrid.cli;

/** What the command tells a shell. Documented in {@code htcgrid --help} and the README. */
final class ExitCode {
  static final int OK = 0;

  /** The grid did its work, and tasks failed or the session did not complete. */
  static final int WORK_FAILED = 1;

  /** The command line is wrong, or its input is. */
  static final int USAGE = 2;

  /** No such grid, or its configuration is wrong. */
  static final int CONFIGURATION = 3;

  /** No such session, task, agent or function. */
  static final int NOT_FOUND = 4;

  /** A service could not be reached, or refused, or a result cannot be read. */
  static final int SERVICE = 5;

  /** The time given to wait is over; the session, or the deployment, goes on. */
  static final int WAIT_TIMED_OUT = 6;

  /** A defect of htcgrid. */
  static final int DEFECT = 70;

  /**
   * The reader of stdout closed it; what a shell reports of a program that SIGPIPE ended. Nothing
   * is said about it.
   */
  static final int READER_GONE = 141;

  private ExitCode() {}
}
