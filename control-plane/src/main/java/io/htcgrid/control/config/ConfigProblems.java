package io.htcgrid.control.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects problems, so that all are reported at once. Not thread-safe. */
final class ConfigProblems {
  private final List<ConfigProblem> problems = new ArrayList<>();

  void check(boolean right, ConfigKey key, String problem) {
    if (!right) {
      add(key.key(), null, problem);
    }
  }

  void add(String key, @Nullable String source, String problem) {
    problems.add(new ConfigProblem(key, source, problem));
  }

  List<ConfigProblem> all() {
    return List.copyOf(problems);
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }
}
