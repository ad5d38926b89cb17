package io.htcgrid.system.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One permission of a policy. */
record PolicyStatement(
    String sid, List<Wildcard> actions, List<Wildcard> resources, List<Requirement> requirements) {
  PolicyStatement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    requirements = List.copyOf(requirements);
  }

  boolean allows(Call call) {
    return actions.stream().anyMatch(action -> action.matches(call.action()))
        && resources.stream().anyMatch(resource -> resource.matches(call.resource()))
        && requirements.stream().allMatch(requirement -> requirement.holds(call));
  }

  /** The same with other actions. */
  PolicyStatement withActions(List<Wildcard> others) {
    return new PolicyStatement(sid, others, resources, requirements);
  }

  /** What it allows and nobody used: an action on a resource, or a value of a condition. */
  List<Unused> unused(Collection<Call> calls) {
    List<Call> allowed = calls.stream().filter(this::allows).toList();
    List<Unused> unused = new ArrayList<>();
    for (Wildcard action : actions) {
      for (Wildcard resource : resources) {
        if (allowed.stream()
            .noneMatch(
                call -> action.matches(call.action()) && resource.matches(call.resource()))) {
          unused.add(Unused.action(sid, action, resource));
        }
      }
    }
    for (Requirement requirement : requirements) {
      for (Wildcard value : requirement.values()) {
        if (allowed.stream().noneMatch(call -> requirement.uses(value, call))) {
          unused.add(Unused.value(sid, requirement, value));
        }
      }
    }
    return unused;
  }
}
