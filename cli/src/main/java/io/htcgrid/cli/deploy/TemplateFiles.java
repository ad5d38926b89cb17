package io.htcgrid.cli.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** The templates of this release. */
final class TemplateFiles {
  /** What CloudFormation takes in a call. */
  static final int MOST_BYTES = 51_200;

  private TemplateFiles() {}

  /** Of the command's jar. */
  static Function<Part, String> ofThisRelease() {
    return part -> read(part.template());
  }

  private static String read(String name) {
    try (InputStream file = TemplateFiles.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing from htcgrid's jar; build it again");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " in htcgrid's jar cannot be read", e);
    }
  }
}
