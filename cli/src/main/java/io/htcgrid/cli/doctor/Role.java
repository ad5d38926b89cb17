package io.htcgrid.cli.doctor;

import java.util.Locale;

/** What somebody does with a grid; each has a managed policy in a grid that was deployed. */
public enum Role {
  SUBMITTER,
  READER,
  OPERATOR,
  AGENT;

  /** The name of the policy that allows what the role does. */
  String policy(String grid) {
    return "htcgrid-" + grid + "-" + name().toLowerCase(Locale.ROOT);
  }
}
