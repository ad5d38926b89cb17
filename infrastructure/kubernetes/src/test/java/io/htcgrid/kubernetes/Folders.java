package io.htcgrid.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the files under test are. */
final class Folders {
  static final Path INFRASTRUCTURE =
      Path.of(System.getProperty("htcgrid.root", "../..")).resolve("infrastructure");
  static final Path KUBERNETES = INFRASTRUCTURE.resolve("kubernetes");
  static final Path IMAGES = INFRASTRUCTURE.resolve("images");
  static final String VERSION = System.getProperty("htcgrid.version", "");

  private Folders() {}

  /** What a folder holds, in order of names. */
  static List<Path> in(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
