package io.htcgrid.control;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A version of a function that was put into the grid: what its folder held then. Never changes.
 *
 * @param name the function's; 1 to 64 letters, digits, hyphens and underscores
 * @param version its own; of the same characters
 * @param sha256 of its archive, in 64 lower-case hex digits
 * @param bytes of the archive
 * @param files in it
 * @param pushedAt when it was registered, to the millisecond
 */
public record FunctionVersion(
    String name, String version, String sha256, long bytes, int files, Instant pushedAt) {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /** What runtimes host under this name is no folder. */
  private static final String COMMAND = "command";

  /**
   * @throws IllegalArgumentException when name, version or digest are none
   */
  public FunctionVersion {
    checkName(name);
    checkVersion(version);
    if (!SHA_256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "function " + name + ":" + version + ": \"" + sha256 + "\" is no SHA-256");
    }
  }

  /**
   * Refuses what cannot be the name of a function that is put into a grid.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public static void checkName(String name) {
    if (!WORD.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no name for a function; use 1 to 64 letters, digits, - and _");
    }
    if (name.equals(COMMAND)) {
      throw new IllegalArgumentException(
          "\"command\" stands for the built-in function; choose another name");
    }
  }

  /**
   * Refuses what cannot be a version.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public static void checkVersion(String version) {
    if (!isVersion(version)) {
      throw new IllegalArgumentException(
          "\""
              + version
              + "\" is no name for a version; use 1 to 64 letters, digits, - and _, as Lambda's"
              + " qualifiers do");
    }
  }

  static boolean isVersion(String text) {
    return WORD.matcher(text).matches();
  }

  /** {@code name:version}, as tasks name it. */
  public String qualified() {
    return name + ":" + version;
  }
}
