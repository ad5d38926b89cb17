package io.htcgrid.embedded.junit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a test starts a Java program in a process of its own, with the test's class path. Such a
 * program lives for seconds, most of which are spent on loading classes: they are compiled with the
 * fast compiler alone and not verified, as the test's own JVM does not either.
 */
public final class JavaProgram {
  private static final List<String> SHORT_LIVED =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote");

  private JavaProgram() {}

  /** The command that starts the main method of a class. */
  public static List<String> command(Class<?> main, String... arguments) {
    return command(List.of(), main, arguments);
  }

  /**
   * As above.
   *
   * @param options of the JVM
   */
  public static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SHORT_LIVED);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
