package io.htcgrid.control.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The release of htcgrid that runs. */
public final class Release {
  private Release() {}

  /** Its version, such as {@code 0.1.0}. */
  public static String version() {
    try (InputStream file = Release.class.getResourceAsStream("version.txt")) {
      if (file == null) {
        throw new IllegalStateException(
            "version.txt is missing from htcgrid's jar; build it again");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("version.txt in htcgrid's jar cannot be read", e);
    }
  }
}
