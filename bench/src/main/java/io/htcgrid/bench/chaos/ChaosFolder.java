package io.htcgrid.bench.chaos;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.htcgrid.data.archive.FolderTree;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a run keeps on disk: the function, the trace, the agents' logs and counts of faults. */
record ChaosFolder(Path path) {
  static final String FUNCTION = "chaos";

  static ChaosFolder create() throws IOException {
    ChaosFolder folder = new ChaosFolder(Files.createTempDirectory("htcgrid-chaos"));
    Path function = Files.createDirectories(folder.functions().resolve(FUNCTION));
    Files.createDirectories(folder.trace());
    Files.createDirectories(folder.agents());
    Files.writeString(
        function.resolve("function.json"),
        """
        {"runtime": "java", "handler": "HANDLER", "code": ["OWN", "API"],
         "timeoutSeconds": 300, "memoryMb": 512,
         "environment": {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1"}}
        """
            .replace("HANDLER", ChaosFunction.class.getName())
            .replace("OWN", code(ChaosFunction.class).toString())
            .replace("API", code(RequestStreamHandler.class).toString()));
    return folder;
  }

  Path functions() {
    return path.resolve("functions");
  }

  Path trace() {
    return path.resolve("trace");
  }

  /** Of each agent: a log and its counts. */
  Path agents() {
    return path.resolve("agents");
  }

  /** The jar of a class, or the folder of classes it is in. */
  private static Path code(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("cannot find the code of " + type.getName(), e);
    }
  }

  void delete() throws IOException {
    FolderTree.delete(path);
  }
}
