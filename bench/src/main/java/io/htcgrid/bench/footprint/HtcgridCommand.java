package io.htcgrid.bench.footprint;

import io.htcgrid.bench.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command {@code htcgrid}, which this module does not depend on: found only when this runs as a
 * part of it.
 *
 * @param words with which its command line begins
 */
record HtcgridCommand(List<String> words) {
  private static final String MAIN = "io.htcgrid.cli.Main";

  /** The launcher gives it to commands that end soon, such as {@code --help}. */
  private static final String FAST_COMPILER = "-XX:TieredStopAtLevel=1";

  private static final double NANOS_PER_S = 1e9;

  /** The launcher, or else the class that it starts. */
  static Optional<HtcgridCommand> find() {
    String home = System.getProperty("htcgrid.home");
    if (home != null) {
      Path launcher = Path.of(home).resolve("../../../htcgrid").normalize();
      if (Files.isExecutable(launcher)) {
        return Optional.of(new HtcgridCommand(List.of(launcher.toString())));
      }
    }
    String main = "/" + MAIN.replace('.', '/') + ".class";
    return HtcgridCommand.class.getResource(main) == null
        ? Optional.empty()
        : Optional.of(new HtcgridCommand(JavaProcess.of(MAIN, List.of(), List.of()).command()));
  }

  /** A JVM with the options of the launcher's fastest commands, and nothing to do. */
  static HtcgridCommand emptyMain() {
    return new HtcgridCommand(
        JavaProcess.of(EmptyMain.class.getName(), List.of(FAST_COMPILER), List.of()).command());
  }

  /**
   * The seconds from its start to its end.
   *
   * @param home where it keeps what it has to keep
   * @throws IllegalStateException when it fails
   */
  double seconds(Path home, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(words);
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("HTCGRID_HOME", home.toString());
    long begin = System.nanoTime();
    int status = builder.start().waitFor();
    double seconds = (System.nanoTime() - begin) / NANOS_PER_S;
    if (status != 0) {
      throw new IllegalStateException(
          command.get(0) + " " + String.join(" ", arguments) + " ended with status " + status);
    }
    return seconds;
  }
}
