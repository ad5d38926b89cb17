package io.htcgrid.control.queue;

import io.htcgrid.control.TaskOverrides;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Messages for tests that care about something else. */
final class Messages {
  static final SessionId SESSION = new SessionId("01JD3V5R4F8Y0XWZ9N6K2T7M1Q");
  static final String KEY = "in/3f/01JD3V5R4F8Y0XWZ9N6K2T7M1Q/0123456789abcdef0123456789abcdef";

  private Messages() {}

  static TaskMessage task(int index) {
    byte[] payload = ("payload " + index).getBytes(StandardCharsets.UTF_8);
    return new TaskMessage(
        new TaskId(SESSION, index),
        100,
        BlobReference.of(KEY, 1000L * index, payload),
        TaskOverrides.NONE,
        payload);
  }

  static List<TaskMessage> tasks(int count) {
    List<TaskMessage> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(task(i));
    }
    return all;
  }

  /** About 22 KB when encoded. */
  static SessionEvent largeEvent(int index) {
    byte[] result = new byte[SessionEvent.MAX_INLINE_BYTES];
    return new SessionEvent.TaskCompleted(
        new TaskId(SESSION, index), BlobReference.of(KEY, 0, result), result);
  }

  static SessionEvent smallEvent(int index) {
    return new SessionEvent.TaskCancelled(new TaskId(SESSION, index));
  }
}
