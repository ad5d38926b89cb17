package io.htcgrid.control;

import java.nio.charset.StandardCharsets;

/**
 * Why a try or a task failed.
 *
 * @param type the error's name as the function or the runtime gave it, such as {@code
 *     java.lang.IllegalStateException} or {@code Sandbox.Timedout}; 128 bytes of UTF-8 at most
 * @param message what happened; 256 bytes of UTF-8 at most, longer ones are cut
 */
public record TaskError(FailureKind kind, String type, String message) {
  /** Bounds that keep a run record below 1 KB, one write unit. */
  public static final int MAX_MESSAGE_BYTES = 256;

  public static final int MAX_TYPE_BYTES = 128;

  public TaskError {
    type = cut(type, MAX_TYPE_BYTES);
    message = cut(message, MAX_MESSAGE_BYTES);
  }

  private static String cut(String text, int maxBytes) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= maxBytes) {
      return text;
    }
    int end = maxBytes;
    // Never cut inside a character: bytes 10xxxxxx continue one.
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
