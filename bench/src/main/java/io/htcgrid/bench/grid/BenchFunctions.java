package io.htcgrid.bench.grid;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.htcgrid.data.archive.FolderTree;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A folder with the functions that benchmarks run; deleted when closed. */
public record BenchFunctions(Path folder) implements AutoCloseable {
  /** {@link NoWork}. */
  public static final String NO_WORK = "no-work";

  /** {@link Sleep}. */
  public static final String SLEEP = "sleep";

  public static BenchFunctions create() throws IOException {
    BenchFunctions functions = new BenchFunctions(Files.createTempDirectory("htcgrid-bench"));
    functions.add(NO_WORK, NoWork.class);
    functions.add(SLEEP, Sleep.class, Wait.class);
    return functions;
  }

  private void add(String name, Class<?> handler, Class<?>... needs) throws IOException {
    Path function = Files.createDirectories(folder.resolve(name));
    String own = copy(handler, function);
    for (Class<?> each : needs) {
      copy(each, function);
    }
    String api = copy(RequestStreamHandler.class, function);
    Files.writeString(
        function.resolve("function.json"),
        """
        {"runtime": "java", "handler": "HANDLER", "code": ["OWN", "API"],
         "timeoutSeconds": 30, "memoryMb": 256}
        """
            .replace("HANDLER", handler.getName())
            .replace("OWN", own)
            .replace("API", api));
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
      Files.copy(source, function.resolve(jar), StandardCopyOption.REPLACE_EXISTING);
      return jar;
    }
    String file = type.getName().replace('.', '/') + ".class";
    Path copy = function.resolve("classes").resolve(file);
    Files.createDirectories(copy.getParent());
    Files.copy(source.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
    return "classes";
  }

  @Override
  public void close() throws IOException {
    FolderTree.delete(folder);
  }
}
