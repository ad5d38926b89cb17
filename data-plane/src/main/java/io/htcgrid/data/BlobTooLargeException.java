package io.htcgrid.data;

/** A payload or result is larger than {@link BlobLimits#MAX_BLOB_BYTES}; nothing of it was sent. */
public final class BlobTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long bytes;

  BlobTooLargeException(String what, long bytes) {
    super(
        what
            + " has "
            + bytes
            + " bytes; the limit is "
            + BlobLimits.MAX_BLOB_BYTES
            + " bytes (32 MiB). Split it, or store it elsewhere and pass its address");
    this.bytes = bytes;
  }

  /** The size that was refused. */
  public long bytes() {
    return bytes;
  }

  /** The most bytes allowed. */
  public long limit() {
    return BlobLimits.MAX_BLOB_BYTES;
  }
}
