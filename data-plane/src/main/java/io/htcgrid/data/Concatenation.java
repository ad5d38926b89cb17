package io.htcgrid.data;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Blobs one after the other in one object, in the order given. */
final class Concatenation {
  private Concatenation() {}

  /**
   * The object's bytes; a single part is returned as it is, not copied.
   *
   * @param bytes the parts' lengths, added up
   */
  static byte[] of(Collection<byte[]> parts, int bytes) {
    if (parts.size() == 1) {
      return parts.iterator().next();
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
  static Map<TaskId, BlobReference> references(String key, Map<TaskId, byte[]> parts) {
    Map<TaskId, BlobReference> references = new LinkedHashMap<>();
    long offset = 0;
    for (Map.Entry<TaskId, byte[]> part : parts.entrySet()) {
      references.put(part.getKey(), BlobReference.of(key, offset, part.getValue()));
      offset += part.getValue().length;
    }
    return references;
  }
}
