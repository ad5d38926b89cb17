package io.htcgrid.control.protocol;

import io.htcgrid.control.queue.SendFailure;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.queue.TaskQueues;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Task queues that only take messages, and refuse those that a test wants refused. */
final class SentMessages {
  /** One call. */
  record Batch(int level, String fairShareKey, List<TaskMessage> messages, Duration delay) {}

  private final List<Batch> batches = new ArrayList<>();
  private final List<TaskMessage> taken = new ArrayList<>();
  private Function<TaskMessage, @Nullable SendFailure> refusal = message -> null;

  TaskQueues queues() {
    return (TaskQueues)
        Proxy.newProxyInstance(
            TaskQueues.class.getClassLoader(),
            new Class<?>[] {TaskQueues.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("send")) {
                throw new UnsupportedOperationException(method.getName());
              }
              @SuppressWarnings("unchecked")
              List<TaskMessage> messages = (List<TaskMessage>) arguments[2];
              return send(
                  new Batch(
                      (int) arguments[0],
                      (String) arguments[1],
                      List.copyOf(messages),
                      (Duration) arguments[3]));
            });
  }

  void refuse(Function<TaskMessage, @Nullable SendFailure> some) {
    refusal = some;
  }

  List<Batch> batches() {
    return batches;
  }

  /** In the order in which they were taken. */
  List<TaskMessage> taken() {
    return taken;
  }

  private Map<Integer, SendFailure> send(Batch batch) {
    batches.add(batch);
    Map<Integer, SendFailure> failures = new HashMap<>();
    for (int i = 0; i < batch.messages().size(); i++) {
      SendFailure failure = refusal.apply(batch.messages().get(i));
      if (failure == null) {
        taken.add(batch.messages().get(i));
      } else {
        failures.put(i, failure);
      }
    }
    return failures;
  }
}
