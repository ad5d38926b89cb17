package io.htcgrid.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * Where a command writes: its answer to {@code out}, everything else to {@code err}.
 *
 * @param terminal whether {@code err} is a terminal
 */
record Console(PrintWriter out, PrintWriter err, OutputFormat format, boolean terminal) {
  static ObjectMapper json() {
    return Json.MAPPER;
  }

  boolean asJson() {
    return format == OutputFormat.json;
  }

  /** Writes the answer: the document, or the text a person reads. */
  void answer(JsonNode document, String text) {
    if (asJson()) {
      line(document);
    } else {
      line(text);
    }
  }

  /** Writes text on lines of its own. */
  void line(String text) {
    out.println(text);
    requireWritten();
  }

  /** Writes one JSON document on a line of its own. */
  void line(JsonNode document) {
    try {
      out.println(json().writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + document.getNodeType() + " as JSON", e);
    }
    requireWritten();
  }

  /**
   * Writes out what stdout still holds.
   *
   * @throws CommandFailure when it cannot be written
   */
  void requireWritten() {
    if (out.checkError()) {
      throw unwritten();
    }
  }

  /** Who reads stdout has had enough, as {@code head} has, or it cannot be written to. */
  private CommandFailure unwritten() {
    IOException failure = out instanceof Stdout stdout ? stdout.failure() : null;
    return failure == null || ((Stdout) out).readerGone()
        ? new CommandFailure(ExitCode.READER_GONE, "stdout was closed before all was written")
        : new CommandFailure(
            ExitCode.SERVICE, "stdout cannot be written to: " + Diagnosis.reason(failure));
  }

  void note(String text) {
    err.println(text);
    err.flush();
  }

  /** Made where it is used first: help, for one, needs none. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }
}
