package io.htcgrid.runtime.process;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process cannot be started, and the machine is to blame, not what was to run: it has no process,
 * memory, file or thread left. That passes.
 */
final class MachineException extends IOException {

  private static final long serialVersionUID = 1;

  /** EAGAIN, ENOMEM, ENFILE and EMFILE; the JDK gives the number in the message only. */
  private static final Set<String> EXHAUSTED = Set.of("11", "12", "23", "24");

  private static final Pattern NUMBER = Pattern.compile("\\berror[=:] ?(\\d+)");

  MachineException(Throwable cause) {
    super(cause.getMessage(), cause);
  }

  /** Whether the operating system refused to start a process for the machine's sake. */
  static boolean isBehind(IOException refusal) {
    // The message of the outer one holds the command, which may say anything.
    Throwable inner = refusal.getCause() == null ? refusal : refusal.getCause();
    Matcher number = NUMBER.matcher(String.valueOf(inner.getMessage()));
    return number.find() && EXHAUSTED.contains(number.group(1));
  }
}
