package io.htcgrid.system.trouble;

import io.htcgrid.embedded.faults.FaultInjector;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
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

/** Learns from which places one client calls, and lets the next calls of one fail. Thread-safe. */
final class SiteFaults implements ExecutionInterceptor {
  private static final ExecutionAttribute<FaultInjector> INJECTOR =
      new ExecutionAttribute<>("io.htcgrid.SiteFault");

  private final String client;
  private final Map<String, Integer> answered = new TreeMap<>();
  private final Queue<FaultInjector> next = new ArrayDeque<>();
  private @Nullable String site;
  private boolean isBatch;

  SiteFaults(String client) {
    this.client = client;
  }

  String client() {
    return client;
  }

  /** From now on; what was left of another place is dropped. */
  synchronized void arm(String callSite, Trouble trouble) {
    site = callSite;
    isBatch = trouble == Trouble.PARTIAL;
    answered.remove(callSite);
    next.clear();
    next.addAll(trouble.injectors());
  }

  synchronized void disarm() {
    site = null;
    next.clear();
  }

  /** Whether all calls that should fail have failed, and then one has worked. */
  synchronized boolean overcome() {
    return next.isEmpty() && (site == null || answered.containsKey(site));
  }

  synchronized boolean hasAnswered(String callSite) {
    return answered.containsKey(callSite);
  }

  /** All places that got an answer so far. */
  synchronized Set<String> sites() {
    return Set.copyOf(answered.keySet());
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    String from = CallSite.of(client, attributes).toString();
    synchronized (this) {
      if (from.equals(site) && !next.isEmpty() && (!isBatch || isBatch(context.request()))) {
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
    String from = Objects.requireNonNull(CallSite.of(client, attributes)).toString();
    synchronized (this) {
      if (!from.equals(site) || next.isEmpty()) {
        answered.merge(from, 1, Integer::sum);
      }
    }
  }
}
