package io.htcgrid.control;

import java.util.List;
import java.util.Map;

/**
 * What a client supplies to launch a task besides its payload; reaches the function as client
 * context.
 *
 * @param arguments in order
 * @param environment by name; merged over the session's, the task's entry wins
 */
public record LaunchData(List<String> arguments, Map<String, String> environment) {
  public static final LaunchData NONE = new LaunchData(List.of(), Map.of());

  /**
   * The most that {@link #encodedBytes} of a session may come to. A runtime takes a client context
   * of 96 KiB; this leaves room for the largest overrides of a task, which take up to three times
   * their {@link TaskOverrides#MAX_BYTES} there, and for the task's names.
   */
  public static final int MAX_ENCODED_BYTES = 88 * 1024;

  public LaunchData {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    for (String name : environment.keySet()) {
      if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "environment: \"" + name + "\" is no variable name; it must not be empty or hold '='");
      }
    }
  }

  /**
   * The bytes that these take in the client context, where they are JSON inside strings and all but
   * ASCII is escaped.
   */
  public long encodedBytes() {
    long brackets = 2 + 2;
    long own = arguments.stream().mapToLong(LaunchData::encodedBytes).sum();
    long variables =
        environment.entrySet().stream()
            .mapToLong(entry -> encodedBytes(entry.getKey()) + encodedBytes(entry.getValue()))
            .sum();
    return brackets + own + variables;
  }

  private static long encodedBytes(String text) {
    long quotesAndSeparator = 2 + 2 + 1;
    return quotesAndSeparator + text.chars().mapToLong(LaunchData::encodedBytes).sum();
  }

  /** Quotes and backslashes are escaped, and what escapes them is too. */
  private static long encodedBytes(int character) {
    return switch (character) {
      case '"', '\\' -> "\\\\\\\"".length();
      case '\b', '\t', '\n', '\f', '\r' -> "\\\\n".length();
      default -> character < ' ' ? "\\\\u0001".length() : character < 0x80 ? 1 : "\\u00e9".length();
    };
  }
}
