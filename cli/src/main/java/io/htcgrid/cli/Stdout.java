package io.htcgrid.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A writer of text that, unlike its parent, remembers why it failed. */
final class Stdout extends PrintWriter {
  /** The only failure that a pipe has: nobody reads it any more. */
  private static final String BROKEN_PIPE = "Broken pipe";

  private static final int FILE_TYPE = 0xF000;
  private static final int PIPE = 0x1000;

  private final Remembering bytes;
  private final boolean pipe;

  private Stdout(Remembering bytes, boolean pipe) {
    super(bytes, false, StandardCharsets.UTF_8);
    this.bytes = bytes;
    this.pipe = pipe;
  }

  /** Writes to this process's stdout, in UTF-8. */
  static Stdout ofProcess() {
    return to(new FileOutputStream(FileDescriptor.out), isPipe(Path.of("/dev/fd/1")));
  }

  /** Whether a file is one, as far as the system tells. */
  private static boolean isPipe(Path file) {
    try {
      return ((Integer) Files.getAttribute(file, "unix:mode") & FILE_TYPE) == PIPE;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Writes to {@code stream}, in UTF-8.
   *
   * @param stream must throw what goes wrong, as {@link java.io.FileOutputStream} does and {@link
   *     java.io.PrintStream} does not
   * @param pipe whether it leads into one
   */
  static Stdout to(OutputStream stream, boolean pipe) {
    return new Stdout(new Remembering(stream), pipe);
  }

  /** Whether it failed because nobody reads it any more, in whatever language that is said. */
  boolean readerGone() {
    IOException failure = failure();
    String reason = failure == null ? null : failure.getMessage();
    return failure != null && (pipe || (reason != null && reason.contains(BROKEN_PIPE)));
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
