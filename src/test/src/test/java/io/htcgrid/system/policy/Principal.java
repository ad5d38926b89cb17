package io.htcgrid.system.policy;

import java.util.Locale;

/** Who calls AWS, by a policy of its own. */
enum Principal {
  SUBMITTER("access", "submitter"),
  READER("access", "reader"),
  OPERATOR("access", "operator"),
  AGENT("access", "agent"),
  SWEEPER("control-plane", "sweeper/sweep"),
  INSTANCE("compute-ec2", "agents-ec2/instance"),
  SCALER("compute-eks", "scaler-eks/scale");

  private final String template;
  private final String policy;

  Principal(String template, String policy) {
    this.template = template;
    this.policy = policy;
  }

  /** What the generated templates allow it. */
  Policy policy() {
    String name = "htcgrid-" + Account.GRID + "-" + policy;
    return Template.read(template, Account.parameters()).policies().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(template + ".yaml has no policy " + name));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
