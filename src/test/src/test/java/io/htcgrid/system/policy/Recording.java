package io.htcgrid.system.policy;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What all of a role's clients called. Thread-safe. */
final class Recording {
  private final Policy policy;
  private final Set<String> doneWithout;
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private final Set<Call> refused = ConcurrentHashMap.newKeySet();
  private final Set<String> problems = ConcurrentHashMap.newKeySet();

  /**
   * @param doneWithout actions that the role tries, and does without where its policy refuses them
   */
  Recording(Policy policy, Set<String> doneWithout) {
    this.policy = policy;
    this.doneWithout = Set.copyOf(doneWithout);
  }

  Policy policy() {
    return policy;
  }

  /** Whether it is to be carried out. */
  boolean add(Call call) {
    if (doneWithout.contains(call.action()) && !policy.allows(call)) {
      refused.add(call);
      return false;
    }
    calls.add(call);
    return true;
  }

  void addProblem(String problem) {
    problems.add(problem);
  }

  Collection<Call> calls() {
    return List.copyOf(calls);
  }

  /** The actions that were tried and refused. */
  Set<String> refusedActions() {
    return refused.stream().map(Call::action).collect(Collectors.toSet());
  }

  /** Calls of which nobody knows what they ask. */
  Set<String> problems() {
    return Set.copyOf(problems);
  }
}
