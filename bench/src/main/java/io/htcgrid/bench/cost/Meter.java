package io.htcgrid.bench.cost;

import io.htcgrid.bench.price.Use;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.state.ConsumedCapacity;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Counts every request that some clients send, and what is billed for it. Thread-safe. */
final class Meter {
  private final Map<String, OperationUse> requests = new ConcurrentHashMap<>();
  private final ConsumedCapacity capacity = new ConsumedCapacity();
  private final Transmissions transmissions = new Transmissions();

  /** Counts what these clients will send. */
  GridClients.Builder on(GridClients.Builder clients) {
    return clients.interceptor(transmissions).interceptor(capacity);
  }

  /** By service and operation, such as {@code DynamoDb.UpdateItem}. */
  Map<String, OperationUse> byOperation() {
    Map<String, OperationUse> all = new TreeMap<>(requests);
    capacity
        .byOperation()
        .forEach(
            (operation, units) ->
                all.computeIfPresent(
                    "DynamoDb." + operation, (name, sent) -> sent.plus(consumed(units))));
    return all;
  }

  private static OperationUse consumed(ConsumedCapacity.Units units) {
    return new OperationUse(0, new Use(0, 0, units.write(), units.read(), 0, 0));
  }

  private final class Transmissions implements ExecutionInterceptor {
    /** Called for each try: repetitions are billed as well. */
    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      String service = service(attributes);
      String operation = operation(attributes);
      add(
          service + "." + operation,
          new OperationUse(1, BilledRequests.sent(service, operation, context.request())));
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      Use more = BilledRequests.answered(context.response());
      if (more.sqsRequests() > 0) {
        add(service(attributes) + "." + operation(attributes), new OperationUse(0, more));
      }
    }

    private void add(String name, OperationUse use) {
      requests.merge(name, use, OperationUse::plus);
    }

    private String service(ExecutionAttributes attributes) {
      return String.valueOf(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME));
    }

    private String operation(ExecutionAttributes attributes) {
      return String.valueOf(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }
  }
}
