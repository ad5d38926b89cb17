package io.htcgrid.cli.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Templates with the names and parameters of the real ones and little in them. */
final class SmallTemplates {
  private SmallTemplates() {}

  static String of(Part part) {
    try (InputStream file = SmallTemplates.class.getResourceAsStream("small/" + part.template())) {
      if (file == null) {
        throw new AssertionError("small/" + part.template() + " is missing");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder like the one that the sweeper's zip is made of. */
  static Path sweeper(Path folder) throws IOException {
    Path sweeper = folder.resolve("sweeper");
    Path lib = Files.createDirectories(sweeper.resolve("lib"));
    Files.writeString(lib.resolve("b.jar"), "classes");
    Files.writeString(lib.resolve("a.jar"), "more classes");
    return sweeper;
  }
}
