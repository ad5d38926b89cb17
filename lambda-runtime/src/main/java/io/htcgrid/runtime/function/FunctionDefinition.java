package io.htcgrid.runtime.function;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A function, as its folder says. See docs/functions.md for the format.
 *
 * @param name the folder's name, or {@code name:version} in the folder of versions
 * @param folder the folder, absolute; the function's task root and working directory
 * @param runtime what runs it
 * @param handler which handler of its code; may be empty for {@link FunctionRuntime#PROVIDED}
 * @param code absolute paths: the class path of a Java function, the one executable of a provided
 *     one
 * @param timeout how long one invocation may take, {@link FunctionReader#MAX_TIMEOUT} at most
 * @param memoryMb the most that its processes may use together, in MiB of resident memory
 * @param environment its own variables
 * @param version changes whenever function.json or the code did
 */
public record FunctionDefinition(
    String name,
    Path folder,
    FunctionRuntime runtime,
    String handler,
    List<Path> code,
    Duration timeout,
    int memoryMb,
    Map<String, String> environment,
    String version) {

  private static final String LATEST = "$LATEST";

  public FunctionDefinition {
    code = List.copyOf(code);
    environment = Map.copyOf(environment);
    if (code.isEmpty() || timeout.isNegative() || timeout.isZero() || memoryMb < 1) {
      throw new IllegalArgumentException("Function " + name + " needs code, a timeout and memory");
    }
  }

  /** The name without a version. */
  String plainName() {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /** Its version, as Lambda would name it. */
  public String qualifier() {
    int colon = name.indexOf(':');
    return colon < 0 ? LATEST : name.substring(colon + 1);
  }
}
