package io.htcgrid.connector;

import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.queue.SendFailure;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.queue.TaskQueues;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.BlobStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** A grid's services with something put before some of their calls. */
final class Proxies {
  /** Runs before a call; may throw in its place. */
  interface Before {
    void call(String method, Object[] arguments);
  }

  private static final Before NOTHING = (method, arguments) -> {};

  private Proxies() {}

  static GridServices table(GridServices services, Before before) {
    return with(services, proxy(StateTable.class, services.table(), before, NOTHING));
  }

  /** Runs after a call; may throw in place of its reply. */
  static GridServices lateTable(GridServices services, Before after) {
    return with(services, proxy(StateTable.class, services.table(), NOTHING, after));
  }

  private static GridServices with(GridServices services, StateTable table) {
    return new GridServices(
        services.config(),
        table,
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
        proxy(ReplyQueues.class, services.replies(), before, NOTHING),
        services.blobs(),
        services.clock());
  }

  static GridServices queues(GridServices services, Before before) {
    return with(services, proxy(TaskQueues.class, services.queues(), before, NOTHING));
  }

  static GridServices lateQueues(GridServices services, Before after) {
    return with(services, proxy(TaskQueues.class, services.queues(), NOTHING, after));
  }

  /** Stands before the sending of task messages. */
  interface Sending {
    Map<Integer, SendFailure> send(
        List<TaskMessage> messages, Function<List<TaskMessage>, Map<Integer, SendFailure>> send);
  }

  static GridServices sending(GridServices services, Sending sending) {
    TaskQueues queues = services.queues();
    return with(
        services,
        TaskQueues.class.cast(
            Proxy.newProxyInstance(
                TaskQueues.class.getClassLoader(),
                new Class<?>[] {TaskQueues.class},
                (self, method, arguments) ->
                    method.getName().equals("send")
                        ? sending.send(
                            messages(arguments[2]),
                            some ->
                                queues.send(
                                    (int) arguments[0],
                                    (String) arguments[1],
                                    some,
                                    (Duration) arguments[3]))
                        : invoke(method, queues, arguments))));
  }

  @SuppressWarnings("unchecked") // As the method declares it.
  private static List<TaskMessage> messages(Object argument) {
    return (List<TaskMessage>) argument;
  }

  private static GridServices with(GridServices services, TaskQueues queues) {
    return new GridServices(
        services.config(),
        services.table(),
        queues,
        services.replies(),
        services.blobs(),
        services.clock());
  }

  static GridServices blobs(GridServices services, Before before) {
    return with(services, proxy(BlobStore.class, services.blobs(), before, NOTHING));
  }

  static GridServices lateBlobs(GridServices services, Before after) {
    return with(services, proxy(BlobStore.class, services.blobs(), NOTHING, after));
  }

  private static GridServices with(GridServices services, BlobStore blobs) {
    return new GridServices(
        services.config(),
        services.table(),
        services.queues(),
        services.replies(),
        blobs,
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

  /** Lets each call of a method wait for a while that differs, so that they overtake each other. */
  static Before shuffling(String slow, Duration longest) {
    SplittableRandom random = new SplittableRandom(1);
    return (method, arguments) -> {
      if (method.equals(slow)) {
        long nanos;
        synchronized (random) {
          nanos = random.nextLong(longest.toNanos());
        }
        LockSupport.parkNanos(nanos);
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

  private static <T> T proxy(Class<T> type, T target, Before before, Before after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              before.call(method.getName(), given);
              Object result = invoke(method, target, arguments);
              after.call(method.getName(), given);
              return result;
            }));
  }

  private static @Nullable Object invoke(
      Method method, Object target, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
