package io.htcgrid.control;

import org.jspecify.annotations.Nullable;

/**
 * A function as tasks name it: {@code name}, which is its active version, or {@code name:version}.
 *
 * @param version null: the active one
 */
public record FunctionReference(String name, @Nullable String version) {
  /**
   * Reads a reference. What has no version that could have been pushed, such as {@code
   * name:$LATEST} or a whole ARN, is all name.
   */
  public static FunctionReference parse(String text) {
    int colon = text.indexOf(':');
    return colon > 0 && FunctionVersion.isVersion(text.substring(colon + 1))
        ? new FunctionReference(text.substring(0, colon), text.substring(colon + 1))
        : new FunctionReference(text, null);
  }
}
