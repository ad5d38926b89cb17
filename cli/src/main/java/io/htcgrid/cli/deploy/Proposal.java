package io.htcgrid.cli.deploy;

import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;

/**
 * What would become of one stack.
 *
 * @param birth whether the stack is new
 */
record Proposal(Part part, String stack, String changeSet, boolean birth, List<Change> changes) {

  /** The changes, a line each. */
  String text() {
    StringBuilder text =
        new StringBuilder(birth ? "new stack " : "stack ").append(stack).append(':');
    for (Change change : changes) {
      ResourceChange resource = change.resourceChange();
      text.append(System.lineSeparator())
          .append("  ")
          .append(String.format(Locale.ROOT, "%-8s", verb(resource)))
          .append(resource.resourceType())
          .append(' ')
          .append(
              resource.physicalResourceId() == null || resource.physicalResourceId().isEmpty()
                  ? resource.logicalResourceId()
                  : resource.physicalResourceId());
    }
    return text.toString();
  }

  private static String verb(ResourceChange resource) {
    String action = String.valueOf(resource.actionAsString()).toLowerCase(Locale.ROOT);
    return String.valueOf(resource.replacementAsString()).equals("True") ? "REPLACE" : action;
  }
}
