package io.htcgrid.system.trouble;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** Notes what an agent does first when a service is back. Thread-safe. */
final class WorkOrder implements ExecutionInterceptor {
  static final String RENEWED = "DynamoStateTable.renew";
  static final String RECEIVED = "SqsTaskQueues.receive";

  private static final ExecutionAttribute<Boolean> AFTER =
      new ExecutionAttribute<>("io.htcgrid.AfterTheOutage");

  private final List<String> done = new ArrayList<>();
  private boolean isOver;

  /** Calls that begin from now on count. */
  synchronized void outageIsOver() {
    isOver = true;
  }

  /** The ports that were used with success since, in order: leases renewed, messages received. */
  synchronized List<String> sinceTheOutage() {
    return List.copyOf(done);
  }

  @Override
  public synchronized void beforeExecution(
      Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (isOver) {
      attributes.putAttribute(AFTER, true);
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (attributes.getAttribute(AFTER) == null) {
      return;
    }
    String port = CallSite.of("agent", attributes).port();
    boolean isNews =
        port.equals(RENEWED)
            || (port.equals(RECEIVED)
                && context.response() instanceof ReceiveMessageResponse received
                && !received.messages().isEmpty());
    if (isNews) {
      synchronized (this) {
        done.add(port);
      }
    }
  }
}
