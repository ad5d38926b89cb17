package io.htcgrid.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads a file of JSON lines a line at a time. Not thread-safe. */
final class JsonLines implements Iterator<JsonLines.Line> {
  /**
   * A line that is not empty.
   *
   * @param number counted from 1, empty lines included
   * @param bytes without the line break
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
  record Line(long number, byte[] bytes) {}

  private final InputStream in;
  private final int longest;
  private long number;
  private @Nullable Line next;

  private JsonLines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** The lines, read lazily; the caller closes the stream. */
  static Stream<Line> open(Path file) {
    InputStream in;
    try {
      in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + " (" + Diagnosis.reason(e) + ")", e);
    }
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                new JsonLines(in, Integer.MAX_VALUE), Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(() -> close(in));
  }

  /**
   * Checks every line of a file.
   *
   * @param name of the file for messages
   * @param longest line in bytes
   * @return how many lines hold a payload
   * @throws CommandFailure that names the first line that is not JSON, or too long
   */
  static long check(Path file, String name, int longest) throws IOException {
    long lines = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      JsonLines all = new JsonLines(in, longest);
      while (all.hasNext()) {
        Line line = all.next();
        String problem =
            line.bytes().length > longest
                ? "is longer than the " + longest + " bytes that a payload may have"
                : problemOf(line.bytes());
        if (problem != null) {
          throw CommandFailure.usage(
              name + ", line " + line.number() + ": " + problem + "; nothing was submitted");
        }
        lines++;
      }
    }
    return lines;
  }

  private static @Nullable String problemOf(byte[] line) {
    try (JsonParser parser = PayloadJson.FACTORY.createParser(line)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null ? null : "holds more than one JSON value";
    } catch (StreamConstraintsException e) {
      return "is nested deeper than " + PayloadJson.DEEPEST + " levels";
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return "is not JSON (" + e.getOriginalMessage() + ")";
    } catch (IOException e) {
      return "is not JSON (" + e.getMessage() + ")";
    }
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null) {
        byte[] line = readLine();
        if (line == null) {
          return false;
        }
        number++;
        if (!blank(line)) {
          next = new Line(number, line);
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read line " + (number + 1) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Line next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Line line = Objects.requireNonNull(next);
    next = null;
    return line;
  }

  private byte @Nullable [] readLine() throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    for (int b = first; b >= 0 && b != '\n'; b = in.read()) {
      // One byte more than allowed is enough to tell, and bounds what a wrong file can take of
      // memory.
      if (line.size() <= longest) {
        line.write(b);
      }
    }
    return line.toByteArray();
  }

  private static boolean blank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
