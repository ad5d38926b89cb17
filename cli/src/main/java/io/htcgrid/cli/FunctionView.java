package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.control.FunctionVersion;
import java.util.Locale;

/** A version of a function, for people and for programs. */
final class FunctionView {
  private static final long KIB = 1024;

  private FunctionView() {}

  static ObjectNode json(FunctionVersion version, boolean active) {
    return Console.json()
        .createObjectNode()
        .put("function", version.name())
        .put("version", version.version())
        .put("active", active)
        .put("pushedAt", version.pushedAt().toString())
        .put("bytes", version.bytes())
        .put("files", version.files())
        .put("sha256", version.sha256());
  }

  static String size(long bytes) {
    if (bytes < KIB) {
      return bytes + " bytes";
    }
    return bytes < KIB * KIB
        ? bytes / KIB + " KiB"
        : String.format(Locale.ROOT, "%.1f MiB", (double) bytes / (KIB * KIB));
  }
}
