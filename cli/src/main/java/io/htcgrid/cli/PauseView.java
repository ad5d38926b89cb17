package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which priorities rest, for people and for programs. */
final class PauseView {
  private PauseView() {}

  static ObjectNode put(ObjectNode json, Set<Integer> paused) {
    ArrayNode array = json.putArray("pausedPriorities");
    new TreeSet<>(paused).forEach(array::add);
    return json;
  }

  static String text(Set<Integer> paused) {
    if (paused.isEmpty()) {
      return "nothing is paused";
    }
    return "paused: "
        + (paused.size() == 1 ? "priority " : "priorities ")
        + new TreeSet<>(paused).stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
