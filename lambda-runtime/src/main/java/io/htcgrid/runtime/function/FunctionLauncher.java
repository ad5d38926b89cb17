package io.htcgrid.runtime.function;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Knows how each runtime's processes are started. Thread-safe. */
public final class FunctionLauncher {

  private static final String USER_OPTIONS = "JAVA_TOOL_OPTIONS";

  private final Path javaHome;
  private final Path workFolder;
  private final FunctionEnvironment environment;
  private @Nullable RuntimeInterfaceClient client;

  /**
   * @param javaHome the Java that runs Java functions
   * @param workFolder a folder of this runtime's own
   */
  public FunctionLauncher(Path javaHome, Path workFolder, FunctionEnvironment environment) {
    this.javaHome = javaHome;
    this.workFolder = workFolder;
    this.environment = environment;
  }

  /**
   * How to start a process of a function.
   *
   * @param runtimeApi where its Runtime API listens, as host:port
   * @param temporary a folder of the process's own
   * @throws IOException when something that the runtime itself needs is missing
   */
  public Launch launch(FunctionDefinition function, String runtimeApi, Path temporary)
      throws IOException {
    var variables = environment.of(function, runtimeApi, temporary);
    return switch (function.runtime()) {
      case JAVA -> java(function, variables, temporary);
      case PROVIDED ->
          new Launch(List.of(function.code().get(0).toString()), variables, function.folder());
    };
  }

  /**
   * A JVM that starts fast and stays small. The function's own JAVA_TOOL_OPTIONS win: with them,
   * these options move to the front of that variable, and the JVM takes the last of two.
   */
  private Launch java(FunctionDefinition function, Map<String, String> variables, Path temporary)
      throws IOException {
    var found = client();
    var changed = new HashMap<>(variables);
    var options = options(function);
    String own = variables.get(USER_OPTIONS);
    var command =
        new ArrayList<String>(List.of(javaHome.resolve("bin").resolve("java").toString()));
    if (own == null) {
      command.addAll(options);
    } else {
      boolean ownCollector = own.matches("(?s).*-XX:\\+Use[A-Za-z0-9]*GC.*");
      options.removeIf(option -> ownCollector && option.endsWith("GC"));
      changed.put(USER_OPTIONS, String.join(" ", options) + " " + own);
    }
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-D" + RuntimeInterfaceClient.LIBRARY_PROPERTY + "=" + found.library());
    command.add("-cp");
    command.add(
        Stream.concat(found.jars().stream(), function.code().stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(RuntimeInterfaceClient.MAIN_CLASS);
    command.add(function.handler());
    return new Launch(command, changed, function.folder());
  }

  private static List<String> options(FunctionDefinition function) {
    return new ArrayList<>(
        List.of(
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xmx" + heapMb(function.memoryMb()) + "m"));
  }

  /**
   * What is left for the heap: a fifth, 64 MiB at least, goes to classes, code, stacks and the JVM
   * itself.
   */
  static int heapMb(int memoryMb) {
    return memoryMb - Math.max(64, memoryMb / 5);
  }

  private synchronized RuntimeInterfaceClient client() throws IOException {
    if (client == null) {
      client = RuntimeInterfaceClient.find(workFolder);
    }
    return client;
  }
}
