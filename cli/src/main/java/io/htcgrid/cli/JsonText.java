package io.htcgrid.cli;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells JSON from other bytes, and brings it on one line without changing what it says. */
final class JsonText {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Never within a string, where JSON wants them escaped. */
  private static final Pattern LINE_BREAKS = Pattern.compile("[\\r\\n][ \\t\\r\\n]*+");

  private JsonText() {}

  /** The bytes as one line of JSON; empty: they are not one JSON value in UTF-8. */
  static Optional<String> of(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
    String json = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    return isOneValue(json)
        ? Optional.of(LINE_BREAKS.matcher(json).replaceAll("").strip())
        : Optional.empty();
  }

  private static boolean isOneValue(String json) {
    try (JsonParser parser = PayloadJson.FACTORY.createParser(json)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
