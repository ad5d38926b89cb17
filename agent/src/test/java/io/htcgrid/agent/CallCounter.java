package io.htcgrid.agent;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Counts requests as they are sent, by service and operation. */
final class CallCounter implements ExecutionInterceptor {
  private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    calls.computeIfAbsent(service + "." + operation, any -> new LongAdder()).increment();
  }

  double perTask(String prefix, int tasks) {
    return (double) count(prefix) / tasks;
  }

  long count(String prefix) {
    return calls.entrySet().stream()
        .filter(each -> each.getKey().startsWith(prefix))
        .mapToLong(each -> each.getValue().sum())
        .sum();
  }

  void reset() {
    calls.clear();
  }

  @Override
  public String toString() {
    return new TreeMap<>(calls).toString();
  }
}
