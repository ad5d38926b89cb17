package io.htcgrid.connector;

import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.queue.TaskQueues;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.BlobStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** A grid's services with something put before some of their calls. */
final class Proxies {
  /** Runs before a call; may throw in its place. */
  interface Before {
    void call(String method, Object[] arguments);
  }

  private Proxies() {}

  static GridServices table(GridServices services, Before before) {
    return new GridServices(
        services.config(),
        proxy(StateTable.class, services.table(), before),
        services.queues(),
        services.replies(),
        services.blobs(),
        services.clock());
  }

  static GridServices replies(GridServices services, Before before) {
    return new GridServices(
        services.config(),
        services.table(),
        services.queues(),
        proxy(ReplyQueues.class, services.replies(), before),
        services.blobs(),
        services.clock());
  }

  static GridServices queues(GridServices services, Before before) {
    return new GridServices(
        services.config(),
        services.table(),
        proxy(TaskQueues.class, services.queues(), before),
        services.replies(),
        services.blobs(),
        services.clock());
  }

  static GridServices blobs(GridServices services, Before before) {
    return new GridServices(
        services.config(),
        services.table(),
        services.queues(),
        services.replies(),
        proxy(BlobStore.class, services.blobs(), before),
        services.clock());
  }

  /** Refuses these methods as AWS refuses what credentials do not allow. */
  static Before denying(String... methods) {
    return (method, arguments) -> {
      if (Set.of(methods).contains(method)) {
        throw error(400, "AccessDeniedException");
      }
    };
  }

  /** An error of a service. */
  static RuntimeException error(int status, String code) {
    return DynamoDbException.builder()
        .statusCode(status)
        .message(code + " for the test")
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
        .build();
  }

  private static <T> T proxy(Class<T> type, T target, Before before) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              before.call(method.getName(), arguments == null ? new Object[0] : arguments);
              return invoke(method, target, arguments);
            }));
  }

  private static @Nullable Object invoke(
      java.lang.reflect.Method method, Object target, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
