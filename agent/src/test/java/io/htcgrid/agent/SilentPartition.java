package io.htcgrid.agent;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Updates of one partition of the table get no answer, whoever gives up waiting. Thread-safe. */
final class SilentPartition implements ExecutionInterceptor {
  private final AtomicReference<@Nullable String> beginning = new AtomicReference<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  /**
   * @param key what the partition's key begins with
   */
  void begin(String key) {
    beginning.set(key);
  }

  boolean asked() {
    return asked.getCount() == 0;
  }

  void end() {
    end.countDown();
  }

  @Override
  public void beforeTransmission(Context.BeforeTransmission call, ExecutionAttributes attributes) {
    String silent = beginning.get();
    if (silent == null
        || !(call.request() instanceof UpdateItemRequest update)
        || !Objects.requireNonNull(update.key().get("pk")).s().startsWith(silent)) {
      return;
    }
    asked.countDown();
    boolean interrupted = false;
    while (end.getCount() > 0) {
      try {
        end.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
