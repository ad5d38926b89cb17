package io.htcgrid.data;

import java.util.HexFormat;
import java.util.UUID;

/**
 * The layout of the bucket: {@code in/<2 hex>/<session>/<32 hex>} for payloads and {@code out/<2
 * hex>/<session>/<32 hex>} for results, {@code functions/<name>/<SHA-256>.zip} for functions.
 *
 * <p>S3 takes 3,500 writes and 5,500 reads a second per partition of its key space and splits
 * partitions by the beginning of the key (<a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html">Amazon
 * S3 performance</a>). Session ids begin with the time, so that without the two digits all of a
 * day's writes would share one partition. The digits vary by object, not by session: one large
 * session then spreads over 256 places as well as many small ones do. They come from a hash of
 * session and content together, because a million sessions may carry the same payload.
 */
public final class ObjectKeys {

  /** What the keys of all payloads begin with; for permissions and lifecycle rules. */
  public static final String PAYLOADS = "in/";

  /** What the keys of all results begin with; for permissions and lifecycle rules. */
  public static final String RESULTS = "out/";

  /** What the keys of all archives of functions begin with; nothing of these may expire. */
  public static final String FUNCTIONS = "functions/";

  private static final int CONTENT_HASH_BYTES = 16;

  private ObjectKeys() {}

  /**
   * The key of a bundle of payloads: the same bytes in the same session have the same key, so that
   * a repeated put changes nothing. (128 bits of a SHA-256.)
   */
  static String payloads(SessionId session, byte[] content) {
    byte[] hash = Hashes.sha256().digest(content);
    String name = HexFormat.of().formatHex(hash, 0, CONTENT_HASH_BYTES);
    return PAYLOADS + spread(session, name) + "/" + session + "/" + name;
  }

  /**
   * The key of a function's archive: the same content has the same key, and no other content can
   * have it.
   *
   * @param sha256 of the archive, in 64 lower-case hex digits
   */
  public static String function(String name, String sha256) {
    return FUNCTIONS + name + "/" + sha256 + ".zip";
  }

  /** A key for a bundle of results that no other has: two attempts never write one object. */
  static String results(SessionId session) {
    UUID unique = UUID.randomUUID();
    var hex = HexFormat.of();
    String name =
        hex.toHexDigits(unique.getMostSignificantBits())
            + hex.toHexDigits(unique.getLeastSignificantBits());
    return RESULTS + spread(session, name) + "/" + session + "/" + name;
  }

  private static String spread(SessionId session, String name) {
    byte[] hash = Hashes.sha256().digest(Hashes.utf8(session.value() + name));
    return HexFormat.of().formatHex(hash, 0, 1);
  }
}
