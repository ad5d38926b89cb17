package io.htcgrid.runtime.front;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.runtime.invocation.RefusedException;
import io.htcgrid.runtime.invocation.ServiceError;
import java.io.IOException;
import java.util.Base64;

/** Reads {@code X-Amz-Client-Context}. */
final class ClientContext {

  /** Lambda allows 3,583 bytes; here a whole command line has to fit. */
  static final int MAX_BYTES = 64 << 10;

  // Other than ASCII would not survive the header in which the function gets it.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ClientContext() {}

  /**
   * The JSON on one line, in ASCII.
   *
   * @throws RefusedException when it is not what Lambda takes
   */
  static String decode(String base64) throws RefusedException {
    byte[] json;
    try {
      json = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw wrong("The client context must be base64: " + e.getMessage());
    }
    if (json.length > MAX_BYTES) {
      throw wrong("The client context has " + json.length + " bytes; the limit is " + MAX_BYTES);
    }
    try {
      JsonNode context = JSON.readTree(json);
      if (!context.isObject()) {
        throw wrong("The client context must be a JSON object");
      }
      return JSON.writeValueAsString(context);
    } catch (IOException e) {
      throw wrong("The client context must be base64 of a JSON object");
    }
  }

  private static RefusedException wrong(String reason) {
    return new RefusedException(ServiceError.INVALID_REQUEST_CONTENT, reason);
  }
}
