package io.htcgrid.data;

import java.util.ArrayList;
import java.util.List;

/** Blobs one after the other in one object, in the order given. */
final class Concatenation {
  private Concatenation() {}

  /**
   * The object's bytes; a single part is returned as it is, not copied.
   *
   * @param bytes the parts' lengths, added up
   */
  static byte[] of(List<byte[]> parts, int bytes) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    byte[] content = new byte[bytes];
    int offset = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, content, offset, part.length);
      offset += part.length;
    }
    return content;
  }

  /** Where each part lies, in the parts' order. */
  static List<BlobReference> references(String key, List<byte[]> parts) {
    List<BlobReference> references = new ArrayList<>(parts.size());
    long offset = 0;
    for (byte[] part : parts) {
      references.add(BlobReference.of(key, offset, part));
      offset += part.length;
    }
    return references;
  }
}
