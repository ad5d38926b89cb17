package io.htcgrid.runtime.function;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The variables a function gets: those Lambda defines, a few of the machine's, the operator's, its
 * own. Nothing else of the runtime's environment gets through, credentials least of all.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Lambda's
 *     variables</a>
 */
public final class FunctionEnvironment {

  /** The variable with the folder that belongs to one process and is deleted after it. */
  public static final String TEMPORARY = "TMPDIR";

  private static final List<String> INHERITED = List.of("PATH", "LANG", "LC_ALL", "TZ");
  private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";
  private static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "LAMBDA_TASK_ROOT",
          "LAMBDA_RUNTIME_DIR",
          "AWS_REGION",
          "AWS_DEFAULT_REGION",
          TEMPORARY);

  private final Map<String, String> base;

  /**
   * @param machine the runtime's own environment, of which little is passed on
   * @param operator variables for every function
   * @param region the AWS region that functions are told
   */
  public FunctionEnvironment(
      Map<String, String> machine, Map<String, String> operator, String region) {
    var variables = new HashMap<String, String>();
    variables.put("PATH", DEFAULT_PATH);
    variables.put("LANG", "C.UTF-8");
    for (String name : INHERITED) {
      if (machine.containsKey(name)) {
        variables.put(name, machine.get(name));
      }
    }
    variables.putAll(operator);
    variables.put("AWS_REGION", region);
    variables.put("AWS_DEFAULT_REGION", region);
    this.base = Map.copyOf(variables);
  }

  static boolean reserved(String name) {
    return RESERVED.contains(name) || name.startsWith("AWS_LAMBDA_");
  }

  /** The variables of a function's process. */
  Map<String, String> of(FunctionDefinition function, String runtimeApi, Path temporary) {
    var variables = new HashMap<>(base);
    variables.putAll(function.environment());
    variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    variables.put("AWS_LAMBDA_FUNCTION_NAME", function.plainName());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", function.qualifier());
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()));
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.plainName());
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", temporary.getFileName().toString());
    variables.put("_HANDLER", function.handler());
    variables.put("LAMBDA_TASK_ROOT", function.folder().toString());
    variables.put("LAMBDA_RUNTIME_DIR", function.folder().toString());
    variables.put(TEMPORARY, temporary.toString());
    return variables;
  }

  /** The variables of a command line: the client's own ones may not replace the reserved. */
  public Map<String, String> ofCommand(Map<String, String> client, Path temporary) {
    var variables = new HashMap<>(base);
    client.forEach(
        (name, value) -> {
          if (!reserved(name)) {
            variables.put(name, value);
          }
        });
    variables.put(TEMPORARY, temporary.toString());
    return variables;
  }
}
