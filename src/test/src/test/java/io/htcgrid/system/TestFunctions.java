package io.htcgrid.system;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a folder of functions from the classes of these tests. */
final class TestFunctions {
  static final String REVERSE = "reverse";

  private TestFunctions() {}

  static Path in(Path folder) throws IOException {
    Path function = Files.createDirectories(folder.resolve(REVERSE));
    String file = Reverse.class.getName().replace('.', '/') + ".class";
    Path target = function.resolve("classes").resolve(file);
    Files.createDirectories(target.getParent());
    Files.copy(codeOf(Reverse.class).resolve(file), target);
    Files.copy(codeOf(RequestHandler.class), function.resolve("lambda-core.jar"));
    Files.writeString(
        function.resolve("function.json"),
        """
        {"runtime": "java", "handler": "io.htcgrid.system.Reverse::handleRequest",
         "code": ["classes", "lambda-core.jar"], "timeoutSeconds": 30, "memoryMb": 256}
        """);
    return folder;
  }

  private static Path codeOf(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
