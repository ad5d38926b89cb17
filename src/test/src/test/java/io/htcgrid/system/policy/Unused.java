package io.htcgrid.system.policy;

/**
 * A part of a statement that no call needed: an action on a resource, or a value of a condition.
 *
 * @param what the action, or the condition's key
 * @param which resource or value
 */
record Unused(String sid, String what, boolean ofCondition, String which) {
  static Unused action(String sid, Wildcard action, Wildcard resource) {
    return new Unused(sid, action.text(), false, resource.text());
  }

  static Unused value(String sid, Requirement requirement, Wildcard value) {
    return new Unused(sid, requirement.key(), true, value.text());
  }

  @Override
  public String toString() {
    return sid + ": " + what + (ofCondition ? " of " : " on ") + which;
  }
}
