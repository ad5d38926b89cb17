package io.htcgrid.data;

/** The object that should hold the bytes does not exist. */
public final class BlobMissingException extends BlobException {
  private static final long serialVersionUID = 1L;

  BlobMissingException(TaskId task, BlobReference reference) {
    super(
        task,
        reference,
        "The blob of session "
            + task.session()
            + ", task "
            + task.index()
            + " is gone: there is no object "
            + reference.key()
            + ". It has expired or was deleted; submit the task again");
  }
}
