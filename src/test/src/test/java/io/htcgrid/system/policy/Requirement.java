package io.htcgrid.system.policy;

import java.util.List;

/**
 * One key of a statement's condition.
 *
 * @param values of which one has to fit
 */
record Requirement(Operator operator, String key, List<Wildcard> values) {
  /** The operators that the templates use; no other is understood. */
  enum Operator {
    /** Exactly one value, and it is one of those named. */
    EQUALS("StringEquals"),
    /** Whatever values there are, also none, are among those named. */
    ALL_EQUAL("ForAllValues:StringEquals"),
    /** As above, with wildcards. */
    ALL_LIKE("ForAllValues:StringLike");

    private final String spelling;

    Operator(String spelling) {
      this.spelling = spelling;
    }

    static Operator parse(String spelling) {
      for (Operator each : values()) {
        if (each.spelling.equals(spelling)) {
          return each;
        }
      }
      throw new IllegalArgumentException(
          "condition operator " + spelling + " is not understood; teach Requirement what it means");
    }
  }

  Requirement {
    values = List.copyOf(values);
  }

  boolean holds(Call call) {
    var given = call.values(key);
    return switch (operator) {
      case EQUALS -> given.size() == 1 && given.stream().allMatch(this::isNamed);
      case ALL_EQUAL, ALL_LIKE -> given.stream().allMatch(this::isNamed);
    };
  }

  private boolean isNamed(String value) {
    return values.stream().anyMatch(named -> fits(named, value));
  }

  /** Whether a call gives a value for which this one is named. */
  boolean uses(Wildcard named, Call call) {
    return call.values(key).stream().anyMatch(value -> fits(named, value));
  }

  private boolean fits(Wildcard named, String value) {
    return operator == Operator.ALL_LIKE ? named.matches(value) : named.text().equals(value);
  }
}
