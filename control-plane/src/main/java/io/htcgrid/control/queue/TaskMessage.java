package io.htcgrid.control.queue;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.data.TaskId;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What travels on a task queue. Everything else about a task is read from its session, which can
 * change.
 *
 * @param tasksInPage how many tasks the task's page has, 1 to {@link PageId#TASKS}
 * @param inlinePayload a copy of the payload when it is {@link #MAX_INLINE_BYTES} or less; saves a
 *     read; a longer one is not sent
 * @param unhandled how often an agent put it aside, as a defect kept it from handling it; 0 or more
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content below; never changed.
public record TaskMessage(
    TaskId task,
    int tasksInPage,
    BlobReference payload,
    TaskOverrides overrides,
    byte @Nullable [] inlinePayload,
    int unhandled) {
  /** The largest payload that travels inside its message. */
  public static final int MAX_INLINE_BYTES = 4096;

  /**
   * In the long form: in class files, javac 17 drops the {@code @Nullable} of a short one.
   *
   * @throws IllegalArgumentException when a page of so many tasks does not hold the task, or {@code
   *     unhandled} is negative
   */
  public TaskMessage(
      TaskId task,
      int tasksInPage,
      BlobReference payload,
      TaskOverrides overrides,
      byte @Nullable [] inlinePayload,
      int unhandled) {
    int position = task.index() - task.page().firstIndex();
    if (tasksInPage <= position || tasksInPage > PageId.TASKS) {
      throw new IllegalArgumentException(
          "task "
              + task
              + " is number "
              + position
              + " of its page, which cannot have "
              + tasksInPage
              + " tasks");
    }
    if (unhandled < 0) {
      throw new IllegalArgumentException(
          "a message of task " + task + " cannot have been put aside " + unhandled + " times");
    }
    this.task = task;
    this.tasksInPage = tasksInPage;
    this.payload = payload;
    this.overrides = overrides;
    this.inlinePayload = inlinePayload;
    this.unhandled = unhandled;
  }

  /** As above, of a message that no agent has put aside. */
  public TaskMessage(
      TaskId task,
      int tasksInPage,
      BlobReference payload,
      TaskOverrides overrides,
      byte @Nullable [] inlinePayload) {
    this(task, tasksInPage, payload, overrides, inlinePayload, 0);
  }

  /** The same message, put aside once more. */
  public TaskMessage putAside() {
    int count = unhandled == Integer.MAX_VALUE ? unhandled : unhandled + 1;
    return new TaskMessage(task, tasksInPage, payload, overrides, inlinePayload, count);
  }

  /**
   * Why this cannot be a message of its session: one sentence. Empty: it may be, as far as the
   * session tells.
   */
  public Optional<String> mismatch(SessionRecord session) {
    if (!session.sized()) {
      return Optional.empty();
    }
    if (task.index() >= session.taskCount()) {
      return Optional.of(
          "task " + task + " does not exist: its session has " + session.taskCount());
    }
    int inPage = session.tasksIn(task.page().number());
    return tasksInPage == inPage
        ? Optional.empty()
        : Optional.of(
            "task " + task + " claims a page of " + tasksInPage + " tasks; it has " + inPage);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TaskMessage that
        && task.equals(that.task)
        && tasksInPage == that.tasksInPage
        && payload.equals(that.payload)
        && overrides.equals(that.overrides)
        && Arrays.equals(inlinePayload, that.inlinePayload)
        && unhandled == that.unhandled;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        task, tasksInPage, payload, overrides, Arrays.hashCode(inlinePayload), unhandled);
  }
}
