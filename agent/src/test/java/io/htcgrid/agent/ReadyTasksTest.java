package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.queue.Received;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import org.junit.jupiter.api.Test;

class ReadyTasksTest {
  private final ReadyTasks ready = new ReadyTasks();
  private final Room room = new Room(10, 10, () -> 0);

  private HeldTask add(int level, int index) {
    TaskMessage message =
        new TaskMessage(
            new TaskId(Samples.SESSION, index),
            100,
            BlobReference.of("in/x", 0, new byte[0]),
            TaskOverrides.NONE,
            null);
    HeldTask held =
        new HeldTask(
            new Received.Task(level, "r" + index, 1, message),
            Samples.session(SessionState.ACTIVE, 100),
            Samples.claim(index),
            room.take().orElseThrow(),
            0);
    ready.add(held);
    return held;
  }

  @Test
  void higherPrioritiesComeFirstAndOtherwiseFirstComeFirstServed() {
    HeldTask low = add(0, 1);
    HeldTask firstHigh = add(2, 2);
    HeldTask secondHigh = add(2, 3);

    assertThat(ready.take()).isSameAs(firstHigh);
    assertThat(ready.take()).isSameAs(secondHigh);
    assertThat(ready.take()).isSameAs(low);
    assertThat(ready.size()).isZero();
  }

  @Test
  void afterItIsClosedNobodyGetsATask() {
    HeldTask waiting = add(0, 1);

    assertThat(ready.close()).containsExactly(waiting);

    assertThat(ready.take()).isNull();
  }
}
