package io.htcgrid.data;

/** A payload or result cannot be had as it was stored. */
public abstract sealed class BlobException extends RuntimeException
    permits BlobCorruptException, BlobMissingException {
  private static final long serialVersionUID = 1L;

  private final transient TaskId task;
  private final transient BlobReference reference;

  BlobException(TaskId task, BlobReference reference, String message) {
    super(message);
    this.task = task;
    this.reference = reference;
  }

  /** Whose payload or result it is. */
  public TaskId task() {
    return task;
  }

  /** Where it should have been. */
  public BlobReference reference() {
    return reference;
  }
}
