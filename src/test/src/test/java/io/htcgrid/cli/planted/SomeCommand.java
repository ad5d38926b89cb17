package io.htcgrid.cli.planted;

/** Stands for any class of the command line. */
public final class SomeCommand {
  private SomeCommand() {}
}
