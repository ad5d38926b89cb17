package io.htcgrid.system.policy;

import java.util.Map;
import java.util.Set;

/**
 * What IAM is asked to allow.
 *
 * @param action such as {@code sqs:SendMessage}
 * @param resource an ARN; "*" where the service knows none for the action
 * @param keys the values of condition keys that come with it
 */
record Call(String action, String resource, Map<String, Set<String>> keys) {
  Call {
    keys = Map.copyOf(keys);
  }

  static Call of(String action, String resource) {
    return new Call(action, resource, Map.of());
  }

  Set<String> values(String key) {
    return keys.getOrDefault(key, Set.of());
  }

  @Override
  public String toString() {
    return action + " on " + resource + (keys.isEmpty() ? "" : " with " + keys);
  }
}
