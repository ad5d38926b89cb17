package io.htcgrid.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A writer of text that, unlike its parent, remembers why it failed. */
final class Stdout extends PrintWriter {
  private final Remembering bytes;

  private Stdout(Remembering bytes) {
    super(bytes, false, StandardCharsets.UTF_8);
    this.bytes = bytes;
  }

  /**
   * Writes to {@code stream}, in UTF-8.
   *
   * @param stream must throw what goes wrong, as {@link java.io.FileOutputStream} does and {@link
   *     java.io.PrintStream} does not
   */
  static Stdout to(OutputStream stream) {
    return new Stdout(new Remembering(stream));
  }

  /** What was thrown first; null: nothing. */
  @Nullable IOException failure() {
    return bytes.failure;
  }

  private static final class Remembering extends FilterOutputStream {
    private volatile @Nullable IOException failure;

    Remembering(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      try {
        out.write(data, offset, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}
