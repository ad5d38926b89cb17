package io.htcgrid.runtime.front;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.runtime.http.HttpReply;
import io.htcgrid.runtime.invocation.InvocationOutcome;
import io.htcgrid.runtime.invocation.ServiceError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the Invoke API's replies. */
final class Replies {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Replies() {}

  /**
   * The reply for an outcome; empty when nobody is there to read it.
   *
   * @param version of the function, as Lambda would name it
   */
  static Optional<HttpReply> of(
      InvocationOutcome outcome, String version, String requestId, boolean withLog) {
    if (outcome instanceof InvocationOutcome.Returned returned) {
      return Optional.of(
          invoked(version, requestId, returned.payload(), withLog ? returned.log() : null, ""));
    }
    if (outcome instanceof InvocationOutcome.Failed failed) {
      String kind = failed.handled() ? "Handled" : "Unhandled";
      return Optional.of(
          invoked(version, requestId, failed.document(), withLog ? failed.log() : null, kind));
    }
    if (outcome instanceof InvocationOutcome.Refused refused) {
      return Optional.of(refused(refused.error(), refused.message(), requestId));
    }
    return Optional.empty();
  }

  private static HttpReply invoked(
      String version, String requestId, byte[] body, byte @Nullable [] log, String error) {
    var headers = new HashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("x-amzn-RequestId", requestId);
    headers.put("X-Amz-Executed-Version", version);
    if (log != null) {
      headers.put("X-Amz-Log-Result", Base64.getEncoder().encodeToString(log));
    }
    if (!error.isEmpty()) {
      headers.put("X-Amz-Function-Error", error);
    }
    return new HttpReply(200, headers, body);
  }

  /** A dry run that found nothing wrong. */
  static HttpReply dryRun(String version, String requestId) {
    return new HttpReply(
        204, Map.of("x-amzn-RequestId", requestId, "X-Amz-Executed-Version", version), new byte[0]);
  }

  static HttpReply refused(ServiceError error, String message, String requestId) {
    var body = JSON.createObjectNode().put("Type", error.blame()).put("Message", message);
    var headers =
        Map.of(
            "Content-Type",
            "application/json",
            "x-amzn-RequestId",
            requestId,
            "x-amzn-ErrorType",
            error.wireName());
    return new HttpReply(error.status(), headers, text(body).getBytes(StandardCharsets.UTF_8));
  }

  static String text(JsonNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of JSON nodes always has a text", e);
    }
  }
}
