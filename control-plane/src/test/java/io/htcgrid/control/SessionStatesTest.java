package io.htcgrid.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The state table's contract suite shows that each of these happens, and nothing else. */
final class SessionStatesTest {

  @Test
  void aSessionMayChangeInTheseWaysAndNoOther() {
    assertThat(SessionStates.allowed())
        .extracting(each -> each.from() + " -> " + each.to())
        .containsExactlyInAnyOrder(
            "SUBMITTING -> ACTIVE",
            "SUBMITTING -> FAILED",
            "SUBMITTING -> CANCELLED",
            "ACTIVE -> COMPLETED",
            "ACTIVE -> FAILED",
            "ACTIVE -> CANCELLED");
    assertThat(SessionStates.allowed()).allMatch(each -> !each.cause().isBlank());
  }

  @Test
  void endedNeverUnEnds() {
    assertThat(SessionStates.allowed()).noneMatch(each -> each.from().ended());
    assertThat(Arrays.stream(SessionState.values()).filter(SessionState::ended))
        .containsExactly(SessionState.COMPLETED, SessionState.FAILED, SessionState.CANCELLED);
  }

  @Property
  void noWalkLeavesAnEnd(@ForAll List<SessionState> wanted) {
    SessionState state = SessionState.SUBMITTING;
    for (SessionState next : wanted) {
      boolean allowed = SessionStates.allows(state, next);
      assertThat(allowed && state.ended()).isFalse();
      state = allowed ? next : state;
    }
  }

  @Test
  void everyTransitionIsReachedAndEveryWayEnds() {
    Set<SessionState> reached = EnumSet.of(SessionState.SUBMITTING);
    Set<SessionState> ending = EnumSet.noneOf(SessionState.class);
    Arrays.stream(SessionState.values()).filter(SessionState::ended).forEach(ending::add);
    for (int i = 0; i < SessionState.values().length; i++) {
      for (SessionStates.Transition each : SessionStates.allowed()) {
        if (reached.contains(each.from())) {
          reached.add(each.to());
        }
        if (ending.contains(each.to())) {
          ending.add(each.from());
        }
      }
    }
    assertThat(reached).containsExactly(SessionState.values());
    assertThat(ending).containsExactly(SessionState.values());
  }
}
