package io.htcgrid.bench.mixed;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Counts the task messages that a client sends, by their message group. Thread-safe. */
final class SentGroups implements ExecutionInterceptor {
  /** The group of messages that have none. */
  static final String NONE = "";

  private final Map<String, Integer> messages = new TreeMap<>();

  @Override
  public synchronized void beforeExecution(
      Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (context.request() instanceof SendMessageBatchRequest batch) {
      for (SendMessageBatchRequestEntry entry : batch.entries()) {
        String group = entry.messageGroupId();
        messages.merge(group == null ? NONE : group, 1, Integer::sum);
      }
    }
  }

  /** Forgets what was counted so far, and returns it. */
  synchronized Map<String, Integer> take() {
    Map<String, Integer> taken = new TreeMap<>(messages);
    messages.clear();
    return taken;
  }
}
