package io.htcgrid.runtime.function;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What runs a function's code; the names are what {@code function.json} says in {@code runtime}.
 */
public enum FunctionRuntime {
  /** A Java handler, through AWS's runtime interface client. */
  JAVA("java"),
  /** An executable that speaks the Runtime API itself. */
  PROVIDED("provided");

  private final String wireName;

  FunctionRuntime(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  static Optional<FunctionRuntime> named(String name) {
    return Arrays.stream(values()).filter(runtime -> runtime.wireName.equals(name)).findFirst();
  }

  static String names() {
    return Arrays.stream(values())
        .map(runtime -> '"' + runtime.wireName + '"')
        .collect(Collectors.joining(" or "));
  }
}
