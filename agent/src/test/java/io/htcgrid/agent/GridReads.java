package io.htcgrid.agent;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Notes which items of the grid's own, and which archives, agents have read. */
final class GridReads implements ExecutionInterceptor {
  private final List<String> reads = new CopyOnWriteArrayList<>();

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    SdkRequest request = context.request();
    if (request instanceof GetItemRequest item) {
      reads.add(Objects.requireNonNull(item.key().get("pk")).s());
    } else if (request instanceof GetObjectRequest object) {
      reads.add(object.key().replaceFirst("/.*", ""));
    }
  }

  /**
   * How often agents have read this.
   *
   * @param what GRID for the settings, FUNCTIONS for a version, functions for an archive
   */
  long of(String what) {
    return reads.stream().filter(what::equals).count();
  }
}
