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
}
