package io.htcgrid.system.trouble;

import io.htcgrid.embedded.faults.FaultInjector;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;

/**
 * Learns from which places one client calls, and lets the next calls of some of them fail.
 * Thread-safe.
 */
final class SiteFaults implements ExecutionInterceptor {
  private static final ExecutionAttribute<FaultInjector> INJECTOR =
      new ExecutionAttribute<>("io.htcgrid.SiteFault");

  private final String client;
  private final Map<String, Integer> answered = new TreeMap<>();
  private final Map<String, Queue<FaultInjector>> armed = new HashMap<>();
  private boolean isBatch;

  SiteFaults(String client) {
    this.client = client;
  }

  String client() {
    return client;
  }

  /**
   * Lets the next calls of one more place fail. All places that are armed have the same trouble.
   */
  synchronized void arm(String site, Trouble trouble) {
    isBatch = trouble == Trouble.PARTIAL;
    answered.remove(site);
    armed.put(site, new ArrayDeque<>(trouble.injectors()));
  }

  synchronized void disarm() {
    armed.clear();
  }

  /** The places where not all calls that should fail have failed, or none has worked since. */
  synchronized Set<String> leftToOvercome() {
    Set<String> left = new TreeSet<>();
    armed.forEach(
        (site, next) -> {
          if (!next.isEmpty() || !answered.containsKey(site)) {
            left.add(site);
          }
        });
    return left;
  }

  synchronized boolean hasAnswered(String site) {
    return answered.containsKey(site);
  }

  /** All places that got an answer so far. */
  synchronized Set<String> sites() {
    return Set.copyOf(answered.keySet());
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    String site = CallSite.of(client, attributes).toString();
    synchronized (this) {
      Queue<FaultInjector> next = armed.get(site);
      if (next != null && !next.isEmpty() && (!isBatch || isBatch(context.request()))) {
        attributes.putAttribute(INJECTOR, next.remove());
      }
    }
  }

  private static boolean isBatch(SdkRequest request) {
    return (request instanceof SendMessageBatchRequest send && send.entries().size() > 1)
        || (request instanceof DeleteMessageBatchRequest delete && delete.entries().size() > 1)
        || (request instanceof ChangeMessageVisibilityBatchRequest change
            && change.entries().size() > 1);
  }

  private static @Nullable FaultInjector injector(ExecutionAttributes attributes) {
    return attributes.getAttribute(INJECTOR);
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    FaultInjector injector = injector(attributes);
    return injector == null ? context.request() : injector.modifyRequest(context, attributes);
  }

  @Override
  public SdkResponse modifyResponse(
      Context.ModifyResponse context, ExecutionAttributes attributes) {
    FaultInjector injector = injector(attributes);
    return injector == null ? context.response() : injector.modifyResponse(context, attributes);
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    FaultInjector injector = injector(attributes);
    if (injector != null) {
      injector.beforeTransmission(context, attributes);
    }
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    FaultInjector injector = injector(attributes);
    if (injector != null) {
      injector.afterTransmission(context, attributes);
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    answered(attributes);
  }

  /** A refusal by a condition is an answer too. */
  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    if (injector(attributes) == null) {
      answered(attributes);
    }
  }

  private void answered(ExecutionAttributes attributes) {
    String site = CallSite.of(client, attributes).toString();
    synchronized (this) {
      Queue<FaultInjector> next = armed.get(site);
      if (next == null || next.isEmpty()) {
        answered.merge(site, 1, Integer::sum);
      }
    }
  }
}
