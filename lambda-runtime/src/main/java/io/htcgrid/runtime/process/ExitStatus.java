package io.htcgrid.runtime.process;

import java.util.Map;

/** Puts exit statuses into words. */
final class ExitStatus {

  /** As of SIGKILL, which is also how the kernel ends what it has no memory for. */
  static final int KILLED = 137;

  private static final int SIGNAL_BASE = 128;

  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(25, "SIGXFSZ"),
          Map.entry(31, "SIGSYS"));

  private ExitStatus() {}

  /** Whether a signal ended the process, or the shell that reports one of a child's as its own. */
  static boolean isSignal(int status) {
    return SIGNALS.containsKey(status - SIGNAL_BASE);
  }

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
