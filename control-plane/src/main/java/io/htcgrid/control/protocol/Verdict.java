package io.htcgrid.control.protocol;

import io.htcgrid.control.TaskError;
import io.htcgrid.data.BlobReference;
import org.jspecify.annotations.Nullable;

/** What one try of a task came to. */
public sealed interface Verdict {
  /** Its result is in S3. */
  record Succeeded(BlobReference result) implements Verdict {}

  /**
   * It has no result.
   *
   * @param log where the log tail and the history of tries lie
   */
  record Failed(TaskError error, @Nullable BlobReference log) implements Verdict {}
}
