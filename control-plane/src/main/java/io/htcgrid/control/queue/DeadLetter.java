package io.htcgrid.control.queue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * A message of the dead-letter queue: the body as it came, and the reason in the attribute {@value
 * #REASON}.
 */
record DeadLetter(String body, Map<String, MessageAttributeValue> attributes) {
  static final String REASON = "htcgrid.reason";

  private static final int MAX_REASON_LENGTH = 500;

  /** Body and attributes share the quota; a character of a reason has up to three bytes. */
  private static final int MAX_BODY_BYTES = JsonMessage.MAX_BYTES - 4 * MAX_REASON_LENGTH;

  static DeadLetter of(String body, String reason) {
    String sendable = sendable(reason);
    return new DeadLetter(
        cut(body),
        Map.of(
            REASON,
            MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(sendable.substring(0, Math.min(MAX_REASON_LENGTH, sendable.length())))
                .build()));
  }

  /**
   * Reads a letter as it was received.
   *
   * @param newest version of messages that is known
   */
  static Letter read(
      String receipt,
      Instant sentAt,
      int receiveCount,
      String body,
      int newest,
      @Nullable String reason) {
    return TaskMessageCodec.decode(body, newest) instanceof Decoded.Value<TaskMessage> task
        ? new Letter.OfTask(receipt, sentAt, receiveCount, task.value(), reason)
        : new Letter.Unreadable(receipt, sentAt, receiveCount);
  }

  /** A longer body is no task message, whatever its end says. */
  private static String cut(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_BODY_BYTES) {
      return body;
    }
    int end = MAX_BODY_BYTES;
    // Never cut inside a character: bytes 10xxxxxx continue one.
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** Without characters that SQS refuses or that a cut could halve. */
  private static String sendable(String reason) {
    String clean = reason.replaceAll("[^\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}]", "?");
    return clean.isEmpty() ? "no reason given" : clean;
  }
}
