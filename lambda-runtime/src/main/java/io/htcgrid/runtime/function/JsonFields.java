package io.htcgrid.runtime.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads fields of one JSON object and gathers every problem instead of stopping at the first. */
final class JsonFields {

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final int MAX_TEXT = 400;

  private final Path file;
  private final ObjectNode object;
  private final List<FunctionProblem> problems = new ArrayList<>();

  JsonFields(Path file, ObjectNode object) {
    this.file = file;
    this.object = object;
  }

  List<FunctionProblem> problems() {
    return List.copyOf(problems);
  }

  /** Both may quote the file, which may hold anything: they are cut where they are too long. */
  void problem(String field, String message) {
    problems.add(new FunctionProblem(file, brief(field), brief(message)));
  }

  private static String brief(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }

  void refuseAllBut(Set<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problem(name, "unknown field; the fields are " + String.join(", ", known));
              }
            });
  }

  Optional<String> string(String field) {
    JsonNode value = object.path(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      problem(field, "must be a string that is not empty, not " + value);
      return Optional.empty();
    }
    return Optional.of(value.textValue());
  }

  /** A string or a list of strings; empty when the field is missing or wrong. */
  List<String> strings(String field) {
    JsonNode value = object.path(field);
    if (!value.isArray()) {
      return string(field).map(List::of).orElse(List.of());
    }
    if (value.isEmpty()) {
      problem(field, "must name at least one path");
    }
    var strings = new ArrayList<String>();
    for (int i = 0; i < value.size(); i++) {
      if (value.get(i).isTextual() && !value.get(i).textValue().isBlank()) {
        strings.add(value.get(i).textValue());
      } else {
        problem(field + "[" + i + "]", "must be a string that is not empty, not " + value.get(i));
      }
    }
    return strings;
  }

  double number(String field, double lowest, double highest, double missing) {
    JsonNode value = object.path(field);
    if (value.isMissingNode()) {
      return missing;
    }
    if (!value.isNumber() || value.doubleValue() < lowest || value.doubleValue() > highest) {
      problem(
          field,
          "must be a number from " + plain(lowest) + " to " + plain(highest) + ", not " + value);
      return missing;
    }
    return value.doubleValue();
  }

  int integer(String field, int lowest, int highest, int missing) {
    JsonNode value = object.path(field);
    if (value.isMissingNode()) {
      return missing;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < lowest
        || value.intValue() > highest) {
      problem(field, "must be a whole number from " + lowest + " to " + highest + ", not " + value);
      return missing;
    }
    return value.intValue();
  }

  Map<String, String> variables(String field) {
    JsonNode value = object.path(field);
    if (value.isMissingNode()) {
      return Map.of();
    }
    var variables = new LinkedHashMap<String, String>();
    if (!value.isObject()) {
      problem(field, "must be an object of strings, not " + value);
      return variables;
    }
    value
        .properties()
        .forEach(
            entry -> {
              String where = field + "." + entry.getKey();
              if (!VARIABLE.matcher(entry.getKey()).matches()) {
                problem(
                    where,
                    "a variable's name has letters, digits and underscores only, and no digit first");
              } else if (FunctionEnvironment.reserved(entry.getKey())) {
                problem(where, "is set by the runtime; choose another name");
              } else if (!entry.getValue().isTextual()
                  || entry.getValue().textValue().indexOf('\0') >= 0) {
                problem(where, "must be a string, not " + entry.getValue());
              } else {
                variables.put(entry.getKey(), entry.getValue().textValue());
              }
            });
    return variables;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
