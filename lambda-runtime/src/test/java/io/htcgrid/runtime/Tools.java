package io.htcgrid.runtime;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a test needs of the machine beyond Java; without it the test is skipped. */
final class Tools {

  private Tools() {}

  static boolean python() {
    return has("python3");
  }

  static boolean curl() {
    return has("curl");
  }

  private static boolean has(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
