package io.htcgrid.runtime.front;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.runtime.invocation.RefusedException;
import io.htcgrid.runtime.invocation.ServiceError;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * What a caller says in {@code X-Amz-Client-Context}.
 *
 * @param json on one line, in ASCII
 * @param timeout in {@code custom.timeoutMillis}: the most that the caller grants the invocation
 */
record ClientContext(String json, Optional<Duration> timeout) {

  /**
   * Lambda allows 3,583 bytes; here a whole command line has to fit. As written for the function:
   * AWS's clients read it through curl, which takes header lines of up to 100 KiB.
   */
  static final int MAX_BYTES = 96 << 10;

  /** More than any function may take, and few enough nanoseconds for any timer. */
  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(365);

  // Other than ASCII would not survive the header in which the function gets it.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads the header.
   *
   * @throws RefusedException when it is not what Lambda takes
   */
  static ClientContext decode(String base64) throws RefusedException {
    byte[] json;
    try {
      json = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw wrong("The client context must be base64: " + e.getMessage());
    }
    try {
      JsonNode context = JSON.readTree(json);
      if (!context.isObject()) {
        throw wrong("The client context must be a JSON object");
      }
      String written = JSON.writeValueAsString(context);
      if (written.length() > MAX_BYTES) {
        throw wrong(
            "The client context has "
                + written.length()
                + " bytes as JSON in ASCII; the limit is "
                + MAX_BYTES);
      }
      return new ClientContext(written, timeout(context));
    } catch (IOException e) {
      throw wrong("The client context must be base64 of a JSON object");
    }
  }

  private static Optional<Duration> timeout(JsonNode context) throws RefusedException {
    JsonNode millis = context.path("custom").path("timeoutMillis");
    if (millis.isMissingNode()) {
      return Optional.empty();
    }
    try {
      long granted = Long.parseLong(millis.asText());
      if (granted > 0) {
        return Optional.of(Duration.ofMillis(Math.min(granted, LONGEST_TIMEOUT.toMillis())));
      }
    } catch (NumberFormatException e) {
      // Refused below, as is what is not positive.
    }
    throw wrong(
        "custom.timeoutMillis must be a whole number of milliseconds, 1 or more, not " + millis);
  }

  private static RefusedException wrong(String reason) {
    return new RefusedException(ServiceError.INVALID_REQUEST_CONTENT, reason);
  }
}
