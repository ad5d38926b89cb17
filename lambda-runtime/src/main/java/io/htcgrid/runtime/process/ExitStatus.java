package io.htcgrid.runtime.process;

import java.util.Map;

/** Puts exit statuses into words. */
final class ExitStatus {

  private static final int SIGNAL_BASE = 128;

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9,
          "SIGKILL", 11, "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");

  private ExitStatus() {}

  /**
   * A verb phrase. The JVM reports a process that signal n ended, and one that exited with 128 + n,
   * alike.
   */
  static String describe(int status) {
    String signal = SIGNALS.get(status - SIGNAL_BASE);
    return signal == null
        ? "exited with status " + status
        : "was ended by signal "
            + (status - SIGNAL_BASE)
            + " ("
            + signal
            + ", exit status "
            + status
            + ")";
  }
}
