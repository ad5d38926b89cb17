package io.htcgrid.embedded.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Entries of one SQS batch that are never sent, and reported as failed. */
record PartialFailure(Set<String> ids) {
  PartialFailure {
    ids = Set.copyOf(ids);
  }

  /** Whether a request is a batch of which a part can fail. */
  static boolean fits(SdkRequest request) {
    return idsOf(request).size() > 1;
  }

  /** At least one entry, and not all of them. */
  static PartialFailure of(SdkRequest request, IntUnaryOperator random) {
    List<String> all = idsOf(request);
    int count = 1 + random.applyAsInt(all.size() - 1);
    int first = random.applyAsInt(all.size());
    Set<String> failing = new HashSet<>();
    for (int i = first; i < first + count; i++) {
      failing.add(all.get(i % all.size()));
    }
    return new PartialFailure(failing);
  }

  SdkRequest remaining(SdkRequest request) {
    if (request instanceof SendMessageBatchRequest batch) {
      return batch.toBuilder()
          .entries(without(batch.entries(), SendMessageBatchRequestEntry::id))
          .build();
    }
    if (request instanceof DeleteMessageBatchRequest batch) {
      return batch.toBuilder()
          .entries(without(batch.entries(), DeleteMessageBatchRequestEntry::id))
          .build();
    }
    ChangeMessageVisibilityBatchRequest batch = (ChangeMessageVisibilityBatchRequest) request;
    return batch.toBuilder()
        .entries(without(batch.entries(), ChangeMessageVisibilityBatchRequestEntry::id))
        .build();
  }

  SdkResponse reported(SdkResponse response) {
    if (response instanceof SendMessageBatchResponse reply) {
      return reply.toBuilder().failed(with(reply.failed())).build();
    }
    if (response instanceof DeleteMessageBatchResponse reply) {
      return reply.toBuilder().failed(with(reply.failed())).build();
    }
    ChangeMessageVisibilityBatchResponse reply = (ChangeMessageVisibilityBatchResponse) response;
    return reply.toBuilder().failed(with(reply.failed())).build();
  }

  private <E> List<E> without(List<E> entries, Function<E, String> id) {
    Predicate<E> failing = entry -> ids.contains(id.apply(entry));
    return entries.stream().filter(failing.negate()).toList();
  }

  private List<BatchResultErrorEntry> with(List<BatchResultErrorEntry> failed) {
    List<BatchResultErrorEntry> all = new ArrayList<>(failed);
    for (String id : ids) {
      all.add(
          BatchResultErrorEntry.builder()
              .id(id)
              .senderFault(false)
              .code("InternalError")
              .message("injected")
              .build());
    }
    return all;
  }

  private static List<String> idsOf(SdkRequest request) {
    if (request instanceof SendMessageBatchRequest batch) {
      return ids(batch.entries(), SendMessageBatchRequestEntry::id);
    }
    if (request instanceof DeleteMessageBatchRequest batch) {
      return ids(batch.entries(), DeleteMessageBatchRequestEntry::id);
    }
    if (request instanceof ChangeMessageVisibilityBatchRequest batch) {
      return ids(batch.entries(), ChangeMessageVisibilityBatchRequestEntry::id);
    }
    return List.of();
  }

  private static <E> List<String> ids(List<E> entries, Function<E, String> id) {
    return entries.stream().map(id).toList();
  }
}
