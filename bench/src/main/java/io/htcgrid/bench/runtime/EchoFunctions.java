package io.htcgrid.bench.runtime;

import io.htcgrid.bench.grid.BenchFunctions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of functions that return their payload, one for each way to run a function that is there
 * on this machine; deleted when closed.
 *
 * @param kinds by which to tell them apart
 */
record EchoFunctions(BenchFunctions folder, List<Kind> kinds) implements AutoCloseable {
  private static final String BOOTSTRAP = "bootstrap";
  private static final String JAVA = "Java";

  /**
   * @param function its name
   * @param label as a reader knows it
   */
  record Kind(String function, String label) {
    boolean isJava() {
      return label.equals(JAVA);
    }
  }

  static EchoFunctions create() throws IOException {
    BenchFunctions folder = BenchFunctions.create();
    List<Kind> kinds = new ArrayList<>();
    kinds.add(new Kind(BenchFunctions.NO_WORK, JAVA));
    if (isOnPath("python3")) {
      provided(folder, "python", "echo.handle");
      Files.writeString(
          folder.folder().resolve("python").resolve("echo.py"),
          "def handle(event, context):\n    return event\n");
      kinds.add(new Kind("python", "bootstrap, Python"));
    }
    if (isOnPath("curl")) {
      provided(folder, "shell", "cat");
      kinds.add(new Kind("shell", "bootstrap, shell"));
    }
    return new EchoFunctions(folder, List.copyOf(kinds));
  }

  Path path() {
    return folder.folder();
  }

  private static void provided(BenchFunctions folder, String name, String handler)
      throws IOException {
    Path function = Files.createDirectories(folder.folder().resolve(name));
    Files.writeString(
        function.resolve("function.json"),
        """
        {"runtime": "provided", "handler": "HANDLER", "timeoutSeconds": 30, "memoryMb": 256}
        """
            .replace("HANDLER", handler));
    String shipped = "bootstraps/" + name + "/" + BOOTSTRAP;
    try (InputStream in = EchoFunctions.class.getResourceAsStream(shipped)) {
      if (in == null) {
        throw new IOException("this build lacks " + shipped);
      }
      Files.writeString(
          function.resolve(BOOTSTRAP), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    Files.setPosixFilePermissions(
        function.resolve(BOOTSTRAP), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv("PATH");
    return path != null
        && List.of(path.split(":", -1)).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
