package io.htcgrid.system.policy;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text of a policy in which {@code *} stands for any characters and {@code ?} for one.
 *
 * @param regex the same as a regular expression
 */
record Wildcard(String text, Pattern regex) {
  static Wildcard of(String text) {
    String regex =
        text.chars()
            .mapToObj(
                each ->
                    switch (each) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(each));
                    })
            .collect(Collectors.joining());
    return new Wildcard(text, Pattern.compile(regex, Pattern.DOTALL));
  }

  boolean matches(String value) {
    return regex.matcher(value).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
