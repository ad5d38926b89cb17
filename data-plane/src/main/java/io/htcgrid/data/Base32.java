package io.htcgrid.data;

/**
 * Crockford's base 32 as ULIDs use it: upper case, no I, L, O or U.
 *
 * @see <a href="https://github.com/ulid/spec">ULID specification</a>
 */
final class Base32 {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BITS_PER_CHARACTER = 5;

  /** Characters of a 128-bit value. */
  static final int LENGTH_OF_128_BITS = 26;

  private Base32() {}

  /** Whether the text is a 128-bit value: 26 characters, the first of them 7 or less. */
  static boolean holds128Bits(String text) {
    return text.length() == LENGTH_OF_128_BITS
        && text.charAt(0) <= '7'
        && text.chars().allMatch(character -> ALPHABET.indexOf(character) >= 0);
  }

  /** The text of a 128-bit value; reads the first 16 bytes. */
  static String of128Bits(byte[] bytes) {
    var text = new StringBuilder(LENGTH_OF_128_BITS);
    // 26 characters hold 130 bits: the value is preceded by two zero bits.
    int pending = 0;
    int pendingBits = 2;
    for (int i = 0; i < 16; i++) {
      pending = (pending << 8) | (bytes[i] & 0xff);
      pendingBits += 8;
      while (pendingBits >= BITS_PER_CHARACTER) {
        pendingBits -= BITS_PER_CHARACTER;
        text.append(ALPHABET.charAt((pending >>> pendingBits) & 31));
      }
      pending &= (1 << pendingBits) - 1;
    }
    return text.toString();
  }
}
