package io.htcgrid.control.config;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A configuration that cannot be used, with all its problems; the caller has to change it. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  ConfigException(List<ConfigProblem> problems) {
    this(problems, null);
  }

  ConfigException(List<ConfigProblem> problems, @Nullable Throwable cause) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")), cause);
    this.problems = List.copyOf(problems);
  }

  /** One or more; the message has one line for each. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
