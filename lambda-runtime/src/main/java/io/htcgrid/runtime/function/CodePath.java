package io.htcgrid.runtime.function;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a function's {@code code} names. Relative paths start at the function's folder. */
final class CodePath {

  private CodePath() {}

  /**
   * The default class path of a Java function: its folder, and the jars there and in {@code lib}.
   */
  static List<Path> everythingIn(Path folder) {
    var paths = new ArrayList<Path>(withJars(folder));
    Path lib = folder.resolve("lib");
    if (Files.isDirectory(lib)) {
      paths.addAll(withJars(lib));
    }
    return paths;
  }

  /** A class path: each entry is a jar, or a folder of classes, jars or both. */
  static List<Path> classPath(Path folder, List<String> code, JsonFields fields) {
    var paths = new ArrayList<Path>();
    for (int i = 0; i < code.size(); i++) {
      String field = code.size() == 1 ? "code" : "code[" + i + "]";
      Optional<Path> path = existing(folder, code.get(i), field, fields);
      if (path.isPresent()) {
        paths.addAll(Files.isDirectory(path.get()) ? withJars(path.get()) : List.of(path.get()));
      }
    }
    return paths;
  }

  /** The one program of a provided function. */
  static List<Path> executable(Path folder, String code, JsonFields fields) {
    Optional<Path> path = existing(folder, code, "code", fields);
    if (path.isEmpty()) {
      return List.of();
    }
    if (!Files.isRegularFile(path.get())) {
      fields.problem("code", path.get() + " is not a file");
    } else if (!Files.isExecutable(path.get())) {
      fields.problem("code", path.get() + " is not executable; chmod +x it");
    }
    return List.of(path.get());
  }

  private static Optional<Path> existing(
      Path folder, String code, String field, JsonFields fields) {
    try {
      Path path = folder.resolve(code).normalize();
      if (Files.exists(path)) {
        return Optional.of(path);
      }
      fields.problem(field, path + " does not exist");
    } catch (InvalidPathException e) {
      fields.problem(field, "is not a path: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** A folder, followed by the jars directly in it. */
  private static List<Path> withJars(Path folder) {
    var paths = new ArrayList<Path>(List.of(folder));
    try (var files = Files.list(folder)) {
      files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(paths::add);
    } catch (IOException e) {
      // A folder that cannot be listed holds no jars; the class that is missing will be named when
      // it is looked for.
    }
    return paths;
  }
}
