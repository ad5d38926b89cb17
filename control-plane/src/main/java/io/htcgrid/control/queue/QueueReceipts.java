package io.htcgrid.control.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/** What is done to received messages of a queue, in batches. Thread-safe. */
final class QueueReceipts {
  private final SqsClient sqs;
  private final QueueUrls urls;

  QueueReceipts(SqsClient sqs, QueueUrls urls) {
    this.sqs = sqs;
    this.urls = urls;
  }

  /** Returns the receipts that were refused. */
  Set<String> changeVisibility(String queue, Map<String, Duration> visibilities) {
    List<String> receipts = List.copyOf(visibilities.keySet());
    checkBatch(receipts);
    if (receipts.isEmpty()) {
      return Set.of();
    }
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>(receipts.size());
    for (int i = 0; i < receipts.size(); i++) {
      String receipt = receipts.get(i);
      Duration visibility = visibilities.getOrDefault(receipt, Duration.ZERO);
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(String.valueOf(i))
              .receiptHandle(receipt)
              .visibilityTimeout(
                  WholeSeconds.of("visibility", visibility, WholeSeconds.LONGEST_VISIBILITY))
              .build());
    }
    return refused(
        receipts,
        urls.call(
            queue,
            url ->
                sqs.changeMessageVisibilityBatch(r -> r.queueUrl(url).entries(entries)).failed()));
  }

  /** Returns the receipts that were refused. */
  Set<String> delete(String queue, List<String> receipts) {
    checkBatch(receipts);
    if (receipts.isEmpty()) {
      return Set.of();
    }
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>(receipts.size());
    for (int i = 0; i < receipts.size(); i++) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(String.valueOf(i))
              .receiptHandle(receipts.get(i))
              .build());
    }
    return refused(
        receipts,
        urls.call(
            queue, url -> sqs.deleteMessageBatch(r -> r.queueUrl(url).entries(entries)).failed()));
  }

  static void checkBatch(Collection<?> entries) {
    if (entries.size() > TaskQueues.BATCH) {
      throw new IllegalArgumentException(
          entries.size() + " entries; a batch takes " + TaskQueues.BATCH + " at most");
    }
  }

  private static Set<String> refused(List<String> receipts, List<BatchResultErrorEntry> failed) {
    Set<String> refused = new HashSet<>();
    for (BatchResultErrorEntry each : failed) {
      refused.add(receipts.get(Integer.parseInt(each.id())));
    }
    return refused;
  }
}
