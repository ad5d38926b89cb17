package io.htcgrid.data;

/** How large a payload, a result and a bundle of them may be. */
public final class BlobLimits {

  /** The most bytes of one payload and of one result: 32 MiB. */
  public static final int MAX_BLOB_BYTES = 32 * 1024 * 1024;

  /** A payload or result of more than this, 1 MiB, is an object of its own. */
  public static final int MAX_BUNDLED_BYTES = 1024 * 1024;

  /** A bundle of several holds at most this: 4 MiB. */
  public static final int MAX_BUNDLE_BYTES = 4 * 1024 * 1024;

  /** A bundle holds at most this many, however small they are. */
  public static final int MAX_BUNDLE_BLOBS = 10_000;

  private BlobLimits() {}

  /** Whether a bundle of so many blobs and bytes may take one more of this length. */
  static boolean fitsBundle(int blobs, int bytes, int length) {
    return blobs < MAX_BUNDLE_BLOBS && bytes + length <= MAX_BUNDLE_BYTES;
  }

  /**
   * Refuses what is too large, without needing the bytes.
   *
   * @param what begins the error's sentence, for example {@code "The payload of task X/7"}
   * @throws BlobTooLargeException when there are more bytes than {@link #MAX_BLOB_BYTES}
   */
  public static void check(String what, long bytes) {
    if (bytes > MAX_BLOB_BYTES) {
      throw new BlobTooLargeException(what, bytes);
    }
  }

  /** Like {@link #check(String, long)}, for the payload of a task. */
  public static void checkPayload(TaskId task, long bytes) {
    if (bytes > MAX_BLOB_BYTES) {
      throw new BlobTooLargeException("The payload of task " + task, bytes);
    }
  }

  /** Like {@link #check(String, long)}, for the result of a task. */
  public static void checkResult(TaskId task, long bytes) {
    if (bytes > MAX_BLOB_BYTES) {
      throw new BlobTooLargeException("The result of task " + task, bytes);
    }
  }
}
