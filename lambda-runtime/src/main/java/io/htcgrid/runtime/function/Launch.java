package io.htcgrid.runtime.function;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a process is started.
 *
 * @param command program and arguments
 * @param environment every variable it gets; nothing is inherited
 * @param folder its working directory
 */
public record Launch(List<String> command, Map<String, String> environment, Path folder) {

  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
