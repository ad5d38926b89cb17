package io.htcgrid.cli.deploy;

import io.htcgrid.cli.account.AwsTrouble;
import io.htcgrid.cli.account.ManagedPolicies;

/** What CloudFormation says of a failure, in fewer words. */
final class Reasons {
  private static final int LONGEST = 400;

  private Reasons() {}

  static String of(String said) {
    String action = AwsTrouble.deniedAction(said);
    if (action != null) {
      return AwsTrouble.denied(action, ManagedPolicies.of(action));
    }
    String line = said.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
