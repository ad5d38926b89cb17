package io.htcgrid.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Inputs that are known when a stack is made. */
final class GivenInputs implements Inputs {
  private final Map<String, String> values;

  /**
   * @param values by the inputs' keys
   * @throws IllegalArgumentException with every problem: keys that are no input, values that do not
   *     fit
   */
  GivenInputs(Map<String, String> values) {
    this.values = Map.copyOf(values);
    List<String> problems = new ArrayList<>();
    TreeSet<String> unknown = new TreeSet<>(values.keySet());
    for (Input input : Input.values()) {
      unknown.remove(input.key());
      String value = values.get(input.key());
      String problem = value == null ? null : input.problem(value);
      if (problem != null) {
        problems.add(problem);
      }
    }
    unknown.forEach(key -> problems.add("there is no input " + key));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  boolean has(Input input) {
    return values.containsKey(input.key());
  }

  @Override
  public String text(Input input) {
    String value = values.get(input.key());
    if (value == null) {
      value = input.byDefault();
    }
    if (value == null) {
      throw new IllegalArgumentException(
          input.key()
              + " is missing ("
              + input.description()
              + "); give it with -c "
              + input.key()
              + "=...");
    }
    return value;
  }

  @Override
  public Number number(Input input) {
    return Integer.valueOf(text(input));
  }

  @Override
  public List<String> list(Input input) {
    String text = text(input);
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }

  @Override
  public Choice given(Input input) {
    return new Choice.Known(!text(input).isEmpty());
  }

  @Override
  public Choice is(Input input, String value) {
    return new Choice.Known(text(input).equals(value));
  }

  @Override
  public Choice hasLevel(int level) {
    return new Choice.Known(level < number(Input.PRIORITY_LEVELS).intValue());
  }
}
