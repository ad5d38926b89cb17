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
    Path code = Files.createDirectories(folder.resolve(FUNCTION).resolve("lib"));
    copy(NoWork.class, code);
    copy(RequestStreamHandler.class, code);
    Files.writeString(
        folder.resolve(FUNCTION).resolve("function.json"),
        """
        {"runtime": "java", "handler": "%s", "code": "lib", "timeoutSeconds": 30, "memoryMb": 256}
        """
            .replace("%s", NoWork.class.getName()));
    return new NoWorkFolder(folder);
  }

  /** Copies the class's own file, with the folders of its package, or its jar. */
  private static void copy(Class<?> type, Path target) throws IOException {
    Path source;
    try {
      source = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("cannot find the code of " + type.getName(), e);
    }
    if (Files.isRegularFile(source)) {
      Files.copy(source, target.resolve(source.getFileName()));
      return;
    }
    String file = type.getName().replace('.', '/') + ".class";
    Path copy = target.resolve("classes").resolve(file);
    Files.createDirectories(copy.getParent());
    Files.copy(source.resolve(file), copy);
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
