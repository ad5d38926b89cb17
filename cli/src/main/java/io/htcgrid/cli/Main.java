package io.htcgrid.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Wires the command to its process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Stdout out = Stdout.ofProcess();
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = HtcgridCommand.execute(Environment.ofProcess(), out, err, args);
    out.flush();
    err.flush();
    System.exit(code);
  }
}
