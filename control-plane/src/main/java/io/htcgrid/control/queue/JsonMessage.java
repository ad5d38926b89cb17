package io.htcgrid.control.queue;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.function.Function;

/**
 * The JSON of messages: an object with its version in {@code v}. Written in ASCII alone, so that
 * characters are bytes, and none is one that SQS refuses.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SQS:
 *     SendMessage, on allowed characters</a>
 */
final class JsonMessage {
  /** The largest message, and the largest batch of them: an SQS quota, in bytes. */
  static final int MAX_BYTES = 1024 * 1024;

  static final String VERSION = "v";

  private static final int OLDEST = 1;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NUMBER_LENGTH = 32;
  private static final int MAX_REASON_LENGTH = 200;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .build())
          .build();

  private static final ObjectMapper READER =
      JsonMapper.builder(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private JsonMessage() {}

  /**
   * Reads an object of version 1 or a later one, up to the newest that is known.
   *
   * @param reader throws {@link MalformedException}, or what a value's constructor throws
   */
  static <T> Decoded<T> read(String body, int newest, Function<JsonFields, T> reader) {
    try {
      JsonNode root = READER.readTree(body);
      JsonFields fields = JsonFields.of("message", root);
      int found = fields.integer(VERSION);
      if (found < OLDEST || found > newest) {
        throw new MalformedException(
            "it has version "
                + found
                + ", and this release reads "
                + (newest == OLDEST
                    ? "version " + newest
                    : "versions " + OLDEST + " to " + newest));
      }
      return new Decoded.Value<>(reader.apply(fields));
    } catch (JacksonException e) {
      return unreadable("it is no JSON: " + e.getOriginalMessage());
    } catch (MalformedException | IllegalArgumentException e) {
      return unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static <T> Decoded<T> unreadable(String reason) {
    return new Decoded.Unreadable<>(
        reason.length() <= MAX_REASON_LENGTH
            ? reason
            : reason.substring(0, MAX_REASON_LENGTH) + "…");
  }
}
