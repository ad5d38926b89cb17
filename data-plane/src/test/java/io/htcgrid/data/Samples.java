package io.htcgrid.data;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Ids and bytes for tests. */
final class Samples {
  static final SessionId SESSION = SessionId.parse("01JD3V5R4F8Y0XWZ9N6K2T7M1Q");
  static final SessionId OTHER_SESSION = SessionId.parse("01JD3V5R4F8Y0XWZ9N6K2T7M1R");

  private Samples() {}

  static TaskId task(int index) {
    return new TaskId(SESSION, index);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Always the same bytes for the same seed and length. */
  static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
