package io.htcgrid.runtime.function;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.TreeSet;

/**
 * Tells versions of a function apart by its files' sizes and times: those directly in its folder,
 * hidden ones aside, and those that its code names elsewhere. What lies in folders below is not
 * looked at.
 */
final class CodeVersion {

  private CodeVersion() {}

  static String of(Path folder, List<Path> code) {
    var files = new TreeSet<Path>(code);
    try (var inFolder = Files.list(folder)) {
      inFolder.filter(file -> !file.getFileName().toString().startsWith(".")).forEach(files::add);
    } catch (IOException e) {
      return "unreadable: " + e.getMessage();
    }
    var version = new StringBuilder();
    files.forEach(file -> append(version, file));
    return version.toString();
  }

  private static void append(StringBuilder version, Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        return; // Python for one makes folders beside its files.
      }
      version.append(file);
      version.append(':').append(attributes.lastModifiedTime().toMillis());
      version.append(':').append(attributes.size());
      version.append(':').append(attributes.fileKey());
    } catch (IOException e) {
      version.append(file).append(":absent");
    }
    version.append('\n');
  }
}
