package io.htcgrid.bench.mixed;

import io.htcgrid.bench.grid.BenchFunctions;
import io.htcgrid.connector.SessionSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Thirty sessions: for each of ten fair-share groups one of each priority. Those of every second
 * group are short: many tasks that soon end; the others are long: few that take their time.
 *
 * @param shortTasks of a short session
 * @param longTasks of a long session
 */
record Mix(int shortTasks, int longTasks) {
  static final int PRIORITIES = 3;
  static final int GROUPS = 10;
  private static final int SHORT_MILLIS = 10;
  private static final int LONG_MILLIS = 400;

  /** The lowest priority first, so that none is helped by coming first. */
  List<Member> members() {
    List<Member> members = new ArrayList<>();
    for (int priority = 0; priority < PRIORITIES; priority++) {
      for (int group = 0; group < GROUPS; group++) {
        boolean isLong = group % 2 == 1;
        members.add(
            new Member(
                priority,
                "group-" + group,
                isLong ? longTasks : shortTasks,
                isLong ? LONG_MILLIS : SHORT_MILLIS));
      }
    }
    return members;
  }

  /** How many messages of each group there are to be. */
  Map<String, Integer> messages() {
    Map<String, Integer> messages = new TreeMap<>();
    members().forEach(member -> messages.merge(member.group(), member.tasks(), Integer::sum));
    return messages;
  }

  int tasks() {
    return members().stream().mapToInt(Member::tasks).sum();
  }

  /** One session. */
  record Member(int priority, String group, int tasks, int millis) {
    SessionSpec spec() {
      return SessionSpec.function(BenchFunctions.SLEEP)
          .priority(priority)
          .fairShareKey(group)
          .payloads(Collections.nCopies(tasks, String.valueOf(millis)))
          .build();
    }
  }
}
