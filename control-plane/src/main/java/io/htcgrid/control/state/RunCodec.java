package io.htcgrid.control.state;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code P#<session>#<page> / T#<index>}: the run record of a task. Two writes of it are most of
 * what a task costs, so the largest one stays below 1 KB: one write unit each.
 */
final class RunCodec {
  /** Text: the name of the {@link TaskState}. */
  static final String STATE = "state";

  /** Text. Absent: cancelled before any claim. */
  static final String OWNER = "owner";

  /** Number. Absent: never claimed. */
  static final String ATTEMPT = "attempt";

  /** Text. Absent: never claimed. */
  static final String NONCE = "nonce";

  /** Number. Absent: never claimed. */
  static final String TRIES = "tries";

  /** Number. Absent: none. */
  static final String UNRENEWED_LOSSES = "unrenewed_losses";

  /** Boolean. */
  static final String RENEWED = "renewed";

  /** Milliseconds since 1970; only when RUNNING. */
  static final String LEASE_EXPIRES_AT = "lease_expires_at";

  /** Milliseconds since 1970; only when PENDING for a retry. */
  static final String NOT_BEFORE = "not_before";

  /** Milliseconds since 1970: when the last attempt began. */
  static final String STARTED_AT = "started_at";

  /** Milliseconds since 1970; only when terminal. */
  static final String ENDED_AT = "ended_at";

  /** Text: {@link BlobReference}; only when COMPLETED. */
  static final String RESULT = "result";

  /** Text: the name of the {@link FailureKind} of a FAILED task or of the last failed try. */
  static final String ERROR_KIND = "error_kind";

  /** Text. */
  static final String ERROR_TYPE = "error_type";

  /** Text. */
  static final String ERROR_MESSAGE = "error_message";

  /** Text: {@link BlobReference} of the last try's log tail and the history of tries. */
  static final String LOG = "log";

  /** Bytes of a reference in a run record; ours have 100. */
  static final int MAX_REFERENCE_BYTES = 128;

  private RunCodec() {}

  static ItemUpdate setError(ItemUpdate update, TaskError error) {
    return update
        .set(ERROR_KIND, Attributes.text(error.kind().name()))
        .set(ERROR_TYPE, Attributes.text(error.type()))
        .set(ERROR_MESSAGE, Attributes.text(error.message()));
  }

  static ItemUpdate setReference(
      ItemUpdate update, TaskId task, String attribute, BlobReference reference) {
    return update.set(attribute, Attributes.text(bounded(task, attribute, reference)));
  }

  /** Null: it stays as it is. */
  static ItemUpdate setLog(ItemUpdate update, TaskId task, @Nullable BlobReference log) {
    return log == null ? update : setReference(update, task, LOG, log);
  }

  /** The reference's text, when it is not too long. */
  static String bounded(TaskId task, String attribute, BlobReference reference) {
    String text = reference.toString();
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_REFERENCE_BYTES) {
      throw new IllegalArgumentException(
          "task "
              + task
              + ": the reference of its "
              + attribute
              + " is longer than "
              + MAX_REFERENCE_BYTES
              + " bytes: "
              + text);
    }
    return text;
  }

  static RunRecord decode(SessionId session, Item item) {
    return new RunRecord(
        new TaskId(session, ItemKey.indexOf(item.sk())),
        item.constant(TaskState.class, STATE),
        item.text(OWNER, ""),
        item.count(ATTEMPT, 0),
        item.text(NONCE, ""),
        item.count(TRIES, 0),
        item.count(UNRENEWED_LOSSES, 0),
        item.flag(RENEWED),
        item.optionalInstant(LEASE_EXPIRES_AT),
        item.optionalInstant(NOT_BEFORE),
        item.optionalInstant(STARTED_AT),
        item.optionalInstant(ENDED_AT),
        reference(item, RESULT),
        error(item),
        reference(item, LOG));
  }

  private static @Nullable TaskError error(Item item) {
    return item.has(ERROR_KIND)
        ? new TaskError(
            item.constant(FailureKind.class, ERROR_KIND),
            item.text(ERROR_TYPE),
            item.text(ERROR_MESSAGE))
        : null;
  }

  private static @Nullable BlobReference reference(Item item, String attribute) {
    String text = item.optionalText(attribute);
    return text == null ? null : BlobReference.parse(text);
  }
}
