package io.htcgrid.bench;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of functions that holds {@link NoWork} alone; deleted when closed. */
record NoWorkFolder(Path folder) implements AutoCloseable {
  static final String FUNCTION = "no-work";

  static NoWorkFolder create() throws IOException {
    Path folder = Files.createTempDirectory("htcgrid-bench");
    Path function = Files.createDirectories(folder.resolve(FUNCTION));
    String own = copy(NoWork.class, function);
    String api = copy(RequestStreamHandler.class, function);
    Files.writeString(
        function.resolve("function.json"),
        """
        {"runtime": "java", "handler": "HANDLER", "code": ["OWN", "API"],
         "timeoutSeconds": 30, "memoryMb": 256}
        """
            .replace("HANDLER", NoWork.class.getName())
            .replace("OWN", own)
            .replace("API", api));
    return new NoWorkFolder(folder);
  }

  /**
   * Copies the jar of a class, or its own file where there is none. Returns the path for the class
   * path.
   */
  private static String copy(Class<?> type, Path function) throws IOException {
    Path source;
    try {
      source = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("cannot find the code of " + type.getName(), e);
    }
    if (Files.isRegularFile(source)) {
      String jar = String.valueOf(source.getFileName());
      Files.copy(source, function.resolve(jar));
      return jar;
    }
    String file = type.getName().replace('.', '/') + ".class";
    Path copy = function.resolve("classes").resolve(file);
    Files.createDirectories(copy.getParent());
    Files.copy(source.resolve(file), copy);
    return "classes";
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
