package io.htcgrid.runtime.invocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * A function error as Lambda writes it: {@code {"errorType": …, "errorMessage": …, "stackTrace":
 * […]}}. What a function reported is passed on with every field it had; a missing type or message
 * is filled in.
 */
public final class ErrorDocument {

  /** What an error is called when the function gave it no type; Lambda's own word. */
  static final String UNKNOWN_TYPE = "Function.Unknown";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ObjectNode document;

  private ErrorDocument(ObjectNode document) {
    this.document = document;
  }

  /** An error that the runtime reports. */
  public static ErrorDocument of(InvocationError error, String message) {
    var document = JSON.createObjectNode();
    document.put("errorType", error.wireName());
    document.put("errorMessage", message);
    document.putArray("stackTrace");
    return new ErrorDocument(document);
  }

  /**
   * An error that a function reported.
   *
   * @param body what it posted
   * @param typeHeader its {@code Lambda-Runtime-Function-Error-Type}
   * @return empty when the body is not a JSON object
   */
  public static Optional<ErrorDocument> reported(byte[] body, Optional<String> typeHeader) {
    try {
      if (!(JSON.readTree(body) instanceof ObjectNode document)) {
        return Optional.empty();
      }
      if (!document.path("errorType").isTextual()) {
        document.put("errorType", typeHeader.orElse(UNKNOWN_TYPE));
      }
      if (!document.has("errorMessage")) {
        document.put("errorMessage", "");
      }
      return Optional.of(new ErrorDocument(document));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The same trouble under a name of the runtime's: the function's own type moves into the message.
   */
  public ErrorDocument as(InvocationError error) {
    var renamed = document.deepCopy();
    renamed.put("errorType", error.wireName());
    renamed.put("errorMessage", type() + ": " + message());
    return new ErrorDocument(renamed);
  }

  public String type() {
    return document.path("errorType").asText();
  }

  public String message() {
    JsonNode message = document.path("errorMessage");
    return message.isTextual() ? message.textValue() : message.toString();
  }

  /** The JSON text in UTF-8. */
  public byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of JSON nodes always has a text", e);
    }
  }
}
