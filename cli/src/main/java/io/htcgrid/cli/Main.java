package io.htcgrid.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Wires the command to its process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(Environment.ofProcess(), args));
  }

  /** Runs a command line with the output of this process, and returns its exit code. */
  static int run(Environment environment, String... args) {
    Stdout out = Stdout.ofProcess();
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = HtcgridCommand.execute(environment, out, err, args);
    out.flush();
    err.flush();
    return code;
  }
}
