package io.htcgrid.cli;

import io.htcgrid.control.FunctionReference;

/** A version of a function, named on the command line as {@code NAME:VERSION}. */
record FunctionArgument(String name, String version) {
  static FunctionArgument parse(String text) {
    FunctionReference wanted = FunctionReference.parse(text);
    String version = wanted.version();
    if (version == null) {
      throw CommandFailure.usage(
          "\""
              + text
              + "\" names no version; give NAME:VERSION, as 'htcgrid functions versions NAME' lists"
              + " them");
    }
    return new FunctionArgument(wanted.name(), version);
  }
}
