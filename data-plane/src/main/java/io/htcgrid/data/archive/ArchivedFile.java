package io.htcgrid.data.archive;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * One file of an archive.
 *
 * @param name its path in the folder, with slashes
 * @param executable whether it may be run
 * @param size bytes
 * @param crc32 of the bytes, as zip files have it
 * @param offset where its local header begins in the archive
 */
record ArchivedFile(String name, boolean executable, long size, long crc32, long offset) {
  private static final int MAX_NAME_BYTES = 1024;
  private static final int MAX_SEGMENT_BYTES = 255;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /** Refuses a name that does not stay in the folder, or that no file system takes. */
  static void checkName(String name) throws ArchiveException {
    if (bytes(name) > MAX_NAME_BYTES || name.indexOf('\\') >= 0 || CONTROL.matcher(name).find()) {
      throw bad(name);
    }
    for (String segment : name.split("/", -1)) {
      if (segment.isEmpty()
          || segment.equals(".")
          || segment.equals("..")
          || bytes(segment) > MAX_SEGMENT_BYTES) {
        throw bad(name);
      }
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static ArchiveException bad(String name) {
    return new ArchiveException(
        "\""
            + CONTROL.matcher(name).replaceAll("?")
            + "\" is no name for a file in it: relative, with slashes, without . and .., backslashes"
            + " and control characters, and of "
            + MAX_NAME_BYTES
            + " bytes at most");
  }
}
