package io.htcgrid.bench.cost;

import io.htcgrid.bench.price.Use;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * As what SQS and S3 bill a request. DynamoDB bills units instead.
 *
 * @see <a href="https://aws.amazon.com/sqs/pricing/">Amazon SQS pricing</a>
 * @see <a href="https://aws.amazon.com/s3/pricing/">Amazon S3 pricing</a>
 */
final class BilledRequests {
  static final int SQS_CHUNK_BYTES = 64 * 1024;

  private static final Set<String> S3_PUTS =
      Set.of(
          "PutObject",
          "CopyObject",
          "CreateMultipartUpload",
          "UploadPart",
          "CompleteMultipartUpload",
          "ListObjects",
          "ListObjectsV2",
          "ListBuckets");

  private static final Set<String> S3_FREE =
      Set.of("DeleteObject", "DeleteObjects", "AbortMultipartUpload");

  private BilledRequests() {}

  /** What sending a request is billed as. */
  static Use sent(String service, String operation, SdkRequest request) {
    if (service.equals("Sqs")) {
      int chunks = chunks(sentBytes(request));
      return new Use(chunks, namesGroup(request) ? chunks : 0, 0, 0, 0, 0);
    }
    if (service.equals("S3") && !S3_FREE.contains(operation)) {
      boolean isPut = S3_PUTS.contains(operation);
      return new Use(0, 0, 0, 0, isPut ? 1 : 0, isPut ? 0 : 1);
    }
    return Use.NONE;
  }

  /** What the answer adds to that: received messages are billed by their size. */
  static Use answered(SdkResponse response) {
    if (!(response instanceof ReceiveMessageResponse received)) {
      return Use.NONE;
    }
    long bytes =
        received.messages().stream()
            .mapToLong(message -> utf8(message.body()) + bytes(message.messageAttributes()))
            .sum();
    return new Use(chunks(bytes) - 1, 0, 0, 0, 0, 0);
  }

  static int chunks(long bytes) {
    return (int) Math.max(1, (bytes + SQS_CHUNK_BYTES - 1) / SQS_CHUNK_BYTES);
  }

  private static long sentBytes(SdkRequest request) {
    if (request instanceof SendMessageRequest send) {
      return utf8(send.messageBody()) + bytes(send.messageAttributes());
    }
    if (request instanceof SendMessageBatchRequest batch) {
      return batch.entries().stream()
          .mapToLong(entry -> utf8(entry.messageBody()) + bytes(entry.messageAttributes()))
          .sum();
    }
    return 0;
  }

  private static boolean namesGroup(SdkRequest request) {
    if (request instanceof SendMessageRequest send) {
      return send.messageGroupId() != null;
    }
    return request instanceof SendMessageBatchRequest batch
        && batch.entries().stream().anyMatch(entry -> entry.messageGroupId() != null);
  }

  private static long bytes(Map<String, MessageAttributeValue> attributes) {
    return attributes.entrySet().stream()
        .mapToLong(
            each ->
                utf8(each.getKey())
                    + utf8(each.getValue().dataType())
                    + utf8(each.getValue().stringValue()))
        .sum();
  }

  private static long utf8(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
