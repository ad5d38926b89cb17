package io.htcgrid.agent;

import io.htcgrid.control.queue.TaskQueues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cuts what is to be done to messages into batches that the service takes in one call. */
final class ReceiptBatches {
  private ReceiptBatches() {}

  static <T> List<List<T>> of(List<T> all) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += TaskQueues.BATCH) {
      batches.add(List.copyOf(all.subList(from, Math.min(all.size(), from + TaskQueues.BATCH))));
    }
    return batches;
  }

  static List<Map<String, Duration>> of(Map<String, Duration> visibilities) {
    List<Map<String, Duration>> batches = new ArrayList<>();
    for (List<String> receipts : of(List.copyOf(visibilities.keySet()))) {
      Map<String, Duration> batch = new LinkedHashMap<>();
      receipts.forEach(
          receipt -> batch.put(receipt, visibilities.getOrDefault(receipt, Duration.ZERO)));
      batches.add(batch);
    }
    return batches;
  }
}
