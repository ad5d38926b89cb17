package io.htcgrid.control.sweep;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.FinishClosing;
import io.htcgrid.data.GroupId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finishes what a crash left half-closed: complete pages that are not in their group, complete
 * groups that are not in their session, complete sessions that have not ended.
 *
 * <p>Looks at {@link #MAX_SESSIONS} and a few more in one run, and at {@link #MAX_GROUPS} open
 * groups of each, in turn, {@link #MAX_GROUPS_OF_ALL} and a few more together.
 */
public final class FinishHalfClosed implements Duty {
  static final int MAX_SESSIONS = 500;
  static final int MAX_GROUPS = 10;

  /** Two calls each, one after the other: some ten seconds. */
  static final int MAX_GROUPS_OF_ALL = 1000;

  /** The note of {@link #turn}. */
  private static final String TURN = "finish-half-closed.turn";

  private static final int MAX_TURN = 1_000_000;
  private static final int UNKNOWN = -1;

  private final GridServices services;
  private int turn = UNKNOWN;
  private int groupsLeft;

  public FinishHalfClosed(GridServices services) {
    this.services = services;
  }

  @Override
  public String name() {
    return "finish-half-closed";
  }

  @Override
  public DutyReport runOnce() {
    Tally tally = new Tally(name());
    turn = UNKNOWN;
    groupsLeft = MAX_GROUPS_OF_ALL;
    OpenSessions.resume(services.table(), services.clock(), name())
        .walk(
            MAX_SESSIONS,
            () -> groupsLeft <= 0,
            part ->
                part.forEach(
                    each ->
                        tally.look(
                            each.id(), () -> each.state() == SessionState.ACTIVE && finish(each))));
    if (turn != UNKNOWN) {
      services.table().writeNote(TURN, String.valueOf((turn + 1) % MAX_TURN));
    }
    return tally.report();
  }

  private boolean finish(SessionRecord session) {
    List<GroupId> open = new ArrayList<>();
    for (int number = 0; number < session.groupCount(); number++) {
      if (!session.closedGroups().contains(number)) {
        open.add(new GroupId(session.id(), number));
      }
    }
    List<GroupId> some = some(open);
    groupsLeft -= some.size();
    return new FinishClosing(services.table(), services.replies(), services.clock(), session, some)
        .run()
        .changed();
  }

  private List<GroupId> some(List<GroupId> open) {
    if (open.size() <= MAX_GROUPS) {
      return open;
    }
    int first = turn() * MAX_GROUPS;
    return IntStream.range(first, first + MAX_GROUPS)
        .mapToObj(i -> open.get(i % open.size()))
        .toList();
  }

  /** Which groups' turn it is, where there are too many for one run. */
  private int turn() {
    if (turn == UNKNOWN) {
      turn = services.table().readNote(TURN).map(FinishHalfClosed::parse).orElse(0);
    }
    return turn;
  }

  private static int parse(String note) {
    try {
      return Math.floorMod(Integer.parseInt(note), MAX_TURN);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
