package io.htcgrid.data;

import java.util.regex.Pattern;

/** The numbers inside ids: decimal, without sign or leading zeros, so that each id has one text. */
final class Numbers {
  private static final Pattern CANONICAL = Pattern.compile("0|[1-9][0-9]{0,8}");

  private Numbers() {}

  static void check(String what, int number, int end) {
    if (number < 0 || number >= end) {
      throw new IllegalArgumentException(
          "A " + what + " lies between 0 and " + (end - 1) + ", but this is " + number);
    }
  }

  static int parse(String what, String text, String digits) {
    if (!CANONICAL.matcher(digits).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a " + what + ": '" + digits + "' is not a plain decimal number");
    }
    return Integer.parseInt(digits);
  }
}
