package io.htcgrid.data;

import com.github.f4b6a3.ulid.UlidCreator;
import java.nio.ByteBuffer;
import java.time.InstantSource;

/**
 * The system-wide unique id of a session: 26 characters of Crockford base 32, upper case (a ULID).
 *
 * <p>Ordered by its text. Of two random ids, the one made in a later millisecond is greater.
 *
 * @param value the 26 characters
 */
public record SessionId(String value) implements Comparable<SessionId> {

  /**
   * @throws IllegalArgumentException when the value is not a session id
   */
  public SessionId {
    if (!Base32.holds128Bits(value)) {
      throw new IllegalArgumentException(
          "'"
              + value
              + "' is not a session id: expected 26 characters of 0-9 and A-Z without I, L, O and U,"
              + " the first 7 or less, for example 01JD3V5R4F8Y0XWZ9N6K2T7M1Q");
    }
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws IllegalArgumentException when the text is not a session id
   */
  public static SessionId parse(String text) {
    return new SessionId(text);
  }

  /** A new id that begins with the clock's milliseconds; the other 80 bits are random. */
  public static SessionId random(InstantSource clock) {
    return new SessionId(UlidCreator.getUlid(clock.millis()).toString());
  }

  /**
   * The id of the session that a client token names in a grid: always the same for the same two
   * texts (the first 128 bits of a SHA-256), and not ordered by time.
   */
  public static SessionId ofToken(String grid, String clientToken) {
    var digest = Hashes.sha256();
    byte[] gridBytes = Hashes.utf8(grid);
    // The length keeps ("a", "bc") apart from ("ab", "c").
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(gridBytes.length).flip());
    digest.update(gridBytes);
    return new SessionId(Base32.of128Bits(digest.digest(Hashes.utf8(clientToken))));
  }

  @Override
  public int compareTo(SessionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
