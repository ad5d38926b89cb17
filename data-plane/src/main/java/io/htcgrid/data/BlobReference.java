package io.htcgrid.data;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where a payload or result lies: a range of one object, and the checksum of its bytes.
 *
 * <p>The text form is {@code <key>:<offset>:<length>:<crc32c as 8 lower-case hex digits>}.
 *
 * @param key the object's key, 1 to 1,024 bytes of UTF-8 (S3's limit)
 * @param offset the first byte's position in the object
 * @param length bytes, 0 to {@link BlobLimits#MAX_BLOB_BYTES}
 * @param crc32c the CRC32C (RFC 3720, appendix B.4) of the bytes
 */
public record BlobReference(String key, long offset, int length, int crc32c) {
  private static final int MAX_KEY_BYTES = 1024;
  private static final int CHECKSUM_DIGITS = 8;

  /**
   * @throws IllegalArgumentException when the key, offset or length is out of bounds
   */
  public BlobReference {
    if (key.isEmpty() || key.length() > MAX_KEY_BYTES || Hashes.utf8(key).length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "An object key has 1 to " + MAX_KEY_BYTES + " bytes, but this is '" + key + "'");
    }
    if (offset < 0 || offset > Long.MAX_VALUE - BlobLimits.MAX_BLOB_BYTES) {
      throw new IllegalArgumentException("Offset " + offset + " in " + key + " is out of bounds");
    }
    if (length < 0 || length > BlobLimits.MAX_BLOB_BYTES) {
      throw new IllegalArgumentException(
          "Length " + length + " in " + key + " is not between 0 and " + BlobLimits.MAX_BLOB_BYTES);
    }
  }

  /** The reference of these bytes when they lie at this place. */
  public static BlobReference of(String key, long offset, byte[] bytes) {
    return new BlobReference(key, offset, bytes.length, Hashes.crc32c(bytes));
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws IllegalArgumentException when the text is not a reference
   */
  public static BlobReference parse(String text) {
    // From the right, so that a key may hold a colon.
    int checksum = text.lastIndexOf(':');
    int length = text.lastIndexOf(':', checksum - 1);
    int offset = text.lastIndexOf(':', length - 1);
    if (offset <= 0 || text.length() - checksum - 1 != CHECKSUM_DIGITS) {
      throw malformed(text, null);
    }
    try {
      return new BlobReference(
          text.substring(0, offset),
          Long.parseLong(text, offset + 1, length, 10),
          Integer.parseInt(text, length + 1, checksum, 10),
          HexFormat.fromHexDigits(text, checksum + 1, text.length()));
    } catch (IllegalArgumentException e) {
      throw malformed(text, e);
    }
  }

  private static IllegalArgumentException malformed(
      String text, @Nullable IllegalArgumentException cause) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is not a blob reference: expected <key>:<offset>:<length>:<crc32c in 8 hex digits>",
        cause);
  }

  /** The position after the last byte. */
  public long end() {
    return offset + length;
  }

  @Override
  public String toString() {
    return key + ":" + offset + ":" + length + ":" + HexFormat.of().toHexDigits(crc32c);
  }
}
