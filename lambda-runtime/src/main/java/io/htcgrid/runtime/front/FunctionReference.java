package io.htcgrid.runtime.front;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function as a caller names it: {@code name}, {@code name:qualifier}, {@code
 * account:function:name} or a whole ARN.
 *
 * @param name the function's name
 * @param qualifier which version; empty for none
 * @param arn its ARN, completed with this runtime's region and a made-up account
 */
record FunctionReference(String name, String qualifier, String arn) {

  private static final String ACCOUNT = "000000000000";

  private static final Pattern PATTERN =
      Pattern.compile(
          "(?:arn:(?<partition>aws[a-zA-Z-]*):lambda:(?<region>[a-z0-9-]+):)?(?:(?<account>\\d{12}):function:)?"
              + "(?<name>[a-zA-Z0-9_.-]{1,140})(?::(?<qualifier>[$a-zA-Z0-9_-]{1,128}))?");

  /** Reads a reference as it stands in a path, percent-encoded; empty when it is none. */
  static Optional<FunctionReference> parse(String encoded, String region) {
    String text;
    try {
      text = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    Matcher parts = PATTERN.matcher(text);
    if (!parts.matches() || (parts.group("partition") != null && parts.group("account") == null)) {
      return Optional.empty();
    }
    String qualifier = orElse(parts.group("qualifier"), "");
    String arn =
        "arn:"
            + orElse(parts.group("partition"), "aws")
            + ":lambda:"
            + orElse(parts.group("region"), region)
            + ":"
            + orElse(parts.group("account"), ACCOUNT)
            + ":function:"
            + parts.group("name")
            + (qualifier.isEmpty() ? "" : ":" + qualifier);
    return Optional.of(new FunctionReference(parts.group("name"), qualifier, arn));
  }

  private static String orElse(@Nullable String value, String other) {
    return value == null ? other : value;
  }
}
