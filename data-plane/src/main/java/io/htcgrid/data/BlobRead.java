package io.htcgrid.data;

/** What became of reading one task's blob. */
public sealed interface BlobRead {

  /** Whose blob it is. */
  TaskId task();

  /**
   * The bytes are there and match their reference.
   *
   * @param content the receiver's own: nobody else holds this array
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, compared by nobody.
  record Intact(TaskId task, byte[] content) implements BlobRead {}

  /** The bytes are gone or damaged; reading again will not help. */
  record Unreadable(BlobException cause) implements BlobRead {
    @Override
    public TaskId task() {
      return cause.task();
    }
  }
}
