package io.htcgrid.control.queue;

import io.htcgrid.control.AnyValue;
import io.htcgrid.control.EndReason;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Messages of every shape. */
final class AnyMessage {
  private static final Arbitrary<String> TEXT = AnyValue.TEXT;
  private static final Arbitrary<SessionId> SESSION = AnyValue.SESSION;

  private static final Arbitrary<TaskId> TASK =
      Combinators.combine(SESSION, Arbitraries.integers().between(0, TaskId.MAX_TASKS - 1))
          .as(TaskId::new);

  private AnyMessage() {}

  static Arbitrary<TaskMessage> task() {
    return Combinators.combine(
            TASK,
            Arbitraries.integers().between(1, PageId.TASKS),
            blob(TaskMessage.MAX_INLINE_BYTES),
            AnyValue.overrides(TEXT),
            Arbitraries.integers().between(0, 3))
        .as(
            (task, size, blob, overrides, unhandled) ->
                new TaskMessage(
                    task,
                    Math.max(size, task.index() - task.page().firstIndex() + 1),
                    blob.reference(),
                    overrides,
                    blob.inline(),
                    unhandled));
  }

  static Arbitrary<SessionEvent> event() {
    return Arbitraries.oneOf(
        Combinators.combine(TASK, blob(SessionEvent.MAX_INLINE_BYTES))
            .as(
                (task, blob) ->
                    new SessionEvent.TaskCompleted(task, blob.reference(), blob.inline())),
        Combinators.combine(TASK, Arbitraries.of(FailureKind.class), TEXT, TEXT)
            .as(
                (task, kind, type, message) ->
                    new SessionEvent.TaskFailed(task, new TaskError(kind, type, message))),
        TASK.map(SessionEvent.TaskCancelled::new),
        Combinators.combine(
                SESSION,
                Arbitraries.of(SessionState.class),
                Arbitraries.of(EndReason.class).injectNull(0.2))
            .as(SessionEvent.SessionEnded::new));
  }

  /** Bytes and their reference, with or without the copy. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Blob(BlobReference reference, byte @Nullable [] inline) {}

  private static Arbitrary<Blob> blob(int maxBytes) {
    return Combinators.combine(
            TEXT.filter(key -> !key.isEmpty()),
            Arbitraries.longs().between(0, Long.MAX_VALUE / 2),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(maxBytes),
            Arbitraries.of(true, false))
        .as(
            (key, offset, bytes, copied) ->
                new Blob(BlobReference.of(key, offset, bytes), copied ? bytes : null));
  }
}
