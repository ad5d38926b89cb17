package io.htcgrid.data;

import java.util.HexFormat;

/** The bytes that were read are not those that were stored: a wrong length or a wrong CRC32C. */
public final class BlobCorruptException extends BlobException {
  private static final long serialVersionUID = 1L;

  BlobCorruptException(TaskId task, BlobReference reference, int actualLength, int actualCrc32c) {
    super(
        task,
        reference,
        "The blob of session "
            + task.session()
            + ", task "
            + task.index()
            + " is corrupt: "
            + reference.key()
            + " from byte "
            + reference.offset()
            + " should give "
            + bytes(reference.length(), reference.crc32c())
            + " but gave "
            + bytes(actualLength, actualCrc32c)
            + ". Submit the task again");
  }

  private static String bytes(int length, int crc32c) {
    return length + " bytes with CRC32C " + HexFormat.of().toHexDigits(crc32c);
  }
}
