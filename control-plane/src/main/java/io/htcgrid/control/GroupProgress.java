package io.htcgrid.control;

import io.htcgrid.data.GroupId;
import java.util.Set;

/** The closed pages of a group, and the outcomes in them. Page numbers are those of the session. */
public record GroupProgress(GroupId group, Set<Integer> closedPages, OutcomeCounts counts) {
  public GroupProgress {
    closedPages = Set.copyOf(closedPages);
  }

  public static GroupProgress empty(GroupId group) {
    return new GroupProgress(group, Set.of(), OutcomeCounts.ZERO);
  }
}
