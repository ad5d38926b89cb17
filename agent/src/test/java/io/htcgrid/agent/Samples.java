package io.htcgrid.agent;

import io.htcgrid.control.LaunchData;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.queue.Received;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values that tests without services share. */
final class Samples {
  static final SessionId SESSION = SessionId.parse("01JD3V5R4F8Y0XWZ9N6K2T7M1Q");
  static final Instant CREATED = Instant.parse("2026-11-22T10:00:00Z");

  private Samples() {}

  static SessionSettings settings() {
    return new SessionSettings(
        "f",
        new LaunchData(List.of("a"), Map.of("X", "1", "Y", "2")),
        0,
        null,
        Duration.ofHours(1),
        Duration.ofMinutes(1),
        RetryPolicy.DEFAULT,
        false,
        Map.of(),
        null);
  }

  static SessionRecord session(SessionState state, int taskCount) {
    return new SessionRecord(
        SESSION,
        state,
        settings(),
        null,
        "digest",
        CREATED,
        CREATED.plus(Duration.ofHours(1)),
        CREATED.plus(Duration.ofDays(14)),
        null,
        taskCount,
        Set.of(),
        OutcomeCounts.ZERO,
        0,
        List.of(),
        null,
        null,
        null);
  }

  static RunRecord claim(int index) {
    return new RunRecord(
        new TaskId(SESSION, index),
        TaskState.RUNNING,
        "agent",
        1,
        "n",
        1,
        0,
        false,
        CREATED.plusSeconds(30),
        null,
        CREATED,
        null,
        null,
        null,
        null);
  }

  /** With a seat of the room. */
  static HeldTask held(Room room) {
    TaskMessage message =
        new TaskMessage(
            new TaskId(SESSION, 0),
            1,
            BlobReference.of("in/x", 0, new byte[0]),
            TaskOverrides.NONE,
            null);
    return new HeldTask(
        new Received.Task(1, "receipt", 1, message),
        session(SessionState.ACTIVE, 1),
        claim(0),
        room.take().orElseThrow(),
        0);
  }
}
