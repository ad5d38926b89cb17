package io.htcgrid.runtime;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** Writes function folders for tests. */
final class FunctionsFolder {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;

  FunctionsFolder(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  /** A Java function of this module's test classes. */
  FunctionsFolder java(String name, Class<?> handler) {
    return java(name, handler.getName(), json -> {});
  }

  FunctionsFolder java(String name, String handler, Consumer<ObjectNode> more) {
    return write(
        name,
        json -> {
          json.put("runtime", "java").put("handler", handler).put("code", testClasses().toString());
          more.accept(json);
        });
  }

  /** A function with one of the bootstraps that this module ships. */
  FunctionsFolder provided(
      String name, String bootstrap, String handler, String file, String text) {
    write(name, json -> json.put("runtime", "provided").put("handler", handler));
    try {
      Path source =
          moduleFolder().resolve("src/main/bootstraps").resolve(bootstrap).resolve("bootstrap");
      Files.copy(
          source, folder.resolve(name).resolve("bootstrap"), StandardCopyOption.COPY_ATTRIBUTES);
      executable(folder.resolve(name).resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A function whose bootstrap is this shell script. */
  FunctionsFolder script(String name, String script) {
    write(name, json -> json.put("runtime", "provided"));
    executable(folder.resolve(name).resolve("bootstrap"), "#!/bin/sh\n" + script);
    return this;
  }

  FunctionsFolder write(String name, Consumer<ObjectNode> fields) {
    ObjectNode json = JSON.createObjectNode();
    fields.accept(json);
    return text(name, json.toString());
  }

  FunctionsFolder text(String name, String functionJson) {
    try {
      Files.createDirectories(folder.resolve(name));
      Files.writeString(folder.resolve(name).resolve("function.json"), functionJson);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private static void executable(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException(file + " cannot be made executable");
    }
  }

  static Path moduleFolder() {
    return Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
  }

  private static Path testClasses() {
    return moduleFolder().resolve("target").resolve("test-classes");
  }
}
