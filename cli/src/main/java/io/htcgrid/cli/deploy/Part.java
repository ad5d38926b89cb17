package io.htcgrid.cli.deploy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The parts of a grid, each a stack, in the order in which they are deployed. */
public enum Part {
  DATA("data-plane.yaml"),
  CONTROL("control-plane.yaml"),
  ACCESS("access.yaml"),
  OBSERVABILITY("observability.yaml"),
  EC2("compute-ec2.yaml");

  private final String template;

  Part(String template) {
    this.template = template;
  }

  /** The template's file. */
  String template() {
    return template;
  }

  /** What users call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String stackName(String grid) {
    return "htcgrid-" + grid + "-" + label();
  }

  /** The part that users call so. */
  public static Optional<Part> of(String label) {
    return Arrays.stream(values()).filter(part -> part.label().equals(label)).findFirst();
  }
}
