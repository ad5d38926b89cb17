package io.htcgrid.runtime.function;

import java.nio.file.Path;

/**
 * Something wrong with a function's folder.
 *
 * @param path the file or folder
 * @param field the field in function.json, such as {@code code[1]}; empty when the whole file is
 *     meant
 * @param message what is wrong and what would be right
 */
public record FunctionProblem(Path path, String field, String message) {

  @Override
  public String toString() {
    return path + ": " + (field.isEmpty() ? "" : field + ": ") + message;
  }
}
