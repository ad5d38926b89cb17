package io.htcgrid.system.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known not to be as the rule wants it; {@code exceptions.txt} says why. */
record Exceptions(List<Line> lines) {
  private static final String FILE = "exceptions.txt";

  /**
   * One of them.
   *
   * @param kind REFUSED or UNSEEN
   * @param statement of the policy; of what is refused there is none
   */
  record Line(String kind, String principal, String statement, String action) {
    private static final String REFUSED = "REFUSED";

    static Line parse(String line) {
      String[] words = line.split(" +", -1);
      boolean isRefused = words[0].equals(REFUSED);
      if (words.length != (isRefused ? 3 : 4) || !(isRefused || words[0].equals("UNSEEN"))) {
        throw new IllegalArgumentException(FILE + " has a line that is none: " + line);
      }
      return new Line(words[0], words[1], isRefused ? "" : words[2], words[words.length - 1]);
    }

    boolean isRefused() {
      return kind.equals(REFUSED);
    }

    private boolean isAbout(Principal who, String sid) {
      return !isRefused() && principal.equals(who.toString()) && statement.equals(sid);
    }
  }

  Exceptions {
    lines = List.copyOf(lines);
  }

  static Exceptions read() {
    try (InputStream file =
        Objects.requireNonNull(Exceptions.class.getResourceAsStream(FILE), FILE)) {
      return new Exceptions(
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(Line::parse)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The actions that a role tries, and does without where it is refused them. */
  Set<String> refused(Principal principal) {
    return lines.stream()
        .filter(line -> line.isRefused() && line.principal().equals(principal.toString()))
        .map(Line::action)
        .collect(Collectors.toSet());
  }

  boolean excuse(Principal principal, String sid, String action) {
    return lines.stream()
        .anyMatch(line -> line.isAbout(principal, sid) && line.action().equals(action));
  }

  /** The values of a condition are seen as little as the actions of its statement. */
  boolean excuse(Principal principal, Unused unused) {
    return unused.ofCondition()
        ? lines.stream().anyMatch(line -> line.isAbout(principal, unused.sid()))
        : excuse(principal, unused.sid(), unused.what());
  }
}
