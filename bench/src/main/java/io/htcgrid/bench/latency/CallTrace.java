package io.htcgrid.bench.latency;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * When calls of clients began, and when they ended if they ended well. Calls for an item of the
 * state table are named with its kind: {@code UpdateItem T}. Receives that bring nothing have no
 * end. Thread-safe.
 */
final class CallTrace {
  private final List<Mark> marks = new ArrayList<>();

  /** For the clients of one side. */
  ExecutionInterceptor of(Mark.Side side) {
    return new Tracer(side);
  }

  /** Forgets what was traced so far, and returns it in the order in which it happened. */
  synchronized List<Mark> take() {
    List<Mark> taken = List.copyOf(marks);
    marks.clear();
    return taken;
  }

  private synchronized void add(Mark.Side side, Mark.Point point, String call) {
    marks.add(new Mark(side, point, call, System.nanoTime()));
  }

  private final class Tracer implements ExecutionInterceptor {
    private final Mark.Side side;

    Tracer(Mark.Side side) {
      this.side = side;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      add(side, Mark.Point.BEGIN, call(context.request(), attributes));
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      if (!isEmpty(context.response())) {
        add(side, Mark.Point.END, call(context.request(), attributes));
      }
    }
  }

  private static String call(SdkRequest request, ExecutionAttributes attributes) {
    return attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME) + kind(request);
  }

  private static boolean isEmpty(SdkResponse response) {
    return response instanceof ReceiveMessageResponse receive && receive.messages().isEmpty();
  }

  private static String kind(SdkRequest request) {
    AttributeValue sortKey = null;
    if (request instanceof UpdateItemRequest update) {
      sortKey = update.key().get("sk");
    } else if (request instanceof PutItemRequest put) {
      sortKey = put.item().get("sk");
    } else if (request instanceof GetItemRequest get) {
      sortKey = get.key().get("sk");
    }
    return sortKey == null ? "" : " " + sortKey.s().replaceFirst("#.*", "");
  }
}
