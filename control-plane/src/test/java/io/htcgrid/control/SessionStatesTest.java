package io.htcgrid.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
}
