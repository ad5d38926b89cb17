package io.htcgrid.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/**
 * A whole HTTP reply. The body is not copied: whoever hands it over no longer changes it.
 *
 * @param status the status code
 * @param headers headers besides those of length and connection
 * @param body the body; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; megabytes are not copied.
public record HttpReply(int status, Map<String, String> headers, byte[] body) {

  public HttpReply {
    headers = Map.copyOf(headers);
  }

  /** A reply with a JSON text. */
  public static HttpReply json(int status, String json) {
    return new HttpReply(status, Map.of("Content-Type", "application/json"), json.getBytes(UTF_8));
  }
}
