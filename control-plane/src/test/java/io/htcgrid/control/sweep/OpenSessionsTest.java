package io.htcgrid.control.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.state.InMemoryStateTable;
import io.htcgrid.control.state.Samples;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.SessionId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenSessionsTest {
  private static final int SESSIONS = 20 * OpenSessions.READ_AT_ONCE;

  private final StateTable table = new InMemoryStateTable();

  private OpenSessions resume() {
    return OpenSessions.resume(table, () -> Samples.NOW, "duty");
  }

  private void begin(int sessions) {
    for (int i = 0; i < sessions; i++) {
      table.begin(Samples.session(Samples.newId()), Samples.NOW);
    }
  }

  private static void add(Set<SessionId> seen, Optional<List<SessionRecord>> part) {
    part.orElseThrow().forEach(each -> seen.add(each.id()));
  }

  @Test
  void aRunSeesEverySessionOnceAndLeavesNoNote() {
    begin(SESSIONS);
    OpenSessions open = resume();
    Set<SessionId> seen = new HashSet<>();
    int looked = 0;
    for (var part = open.next(); part.isPresent(); part = open.next()) {
      looked += part.get().size();
      add(seen, part);
    }
    open.save();
    assertThat(seen).hasSize(SESSIONS);
    assertThat(looked).isEqualTo(SESSIONS);
    assertThat(table.readNote("duty")).isEmpty();
  }

  @Test
  void runsThatStopHalfWayGoOnWhereTheLastOneStoppedInAnyProcess() {
    begin(SESSIONS);
    Set<SessionId> seen = new HashSet<>();
    int runs = 0;
    while (seen.size() < SESSIONS) {
      OpenSessions open = resume();
      add(seen, open.next());
      add(seen, open.next());
      open.save();
      runs++;
    }
    // Shards of 125 or so have two parts each.
    assertThat(runs).isLessThanOrEqualTo(20);
  }

  @Test
  void aRunThatBeginsHalfWaySeesTheRestAndThenTheBeginning() {
    begin(SESSIONS);
    OpenSessions first = resume();
    first.next();
    first.save();
    assertThat(table.readNote("duty")).isPresent();
    OpenSessions second = resume();
    Set<SessionId> seen = new HashSet<>();
    for (var part = second.next(); part.isPresent(); part = second.next()) {
      add(seen, part);
    }
    second.save();
    assertThat(seen).hasSize(SESSIONS);
    assertThat(table.readNote("duty")).isEmpty();
  }

  @Test
  void aNoteThatSaysNothingIsTheBeginning() {
    begin(3);
    for (String note : List.of("", "no number", "99999", "3 no cursor", "-1")) {
      table.writeNote("duty", note);
      Set<SessionId> seen = new HashSet<>();
      OpenSessions open = resume();
      for (var part = open.next(); part.isPresent(); part = open.next()) {
        add(seen, part);
      }
      assertThat(seen).hasSize(3);
    }
  }

  @Test
  void aWalkThatFailsNotesItsPlaceSoThatTheNextGoesOnBehindIt() {
    begin(SESSIONS);
    Set<SessionId> seen = new HashSet<>();
    assertThatThrownBy(
            () ->
                resume()
                    .walk(
                        SESSIONS,
                        () -> false,
                        part -> {
                          add(seen, Optional.of(part));
                          throw new IllegalStateException("planted by the test");
                        }))
        .hasMessage("planted by the test");
    int failed = seen.size();
    assertThat(failed).isPositive();

    Set<SessionId> next = new HashSet<>();
    resume().walk(failed, () -> false, part -> add(next, Optional.of(part)));
    assertThat(next).isNotEmpty().doesNotContainAnyElementsOf(seen);
  }

  @Test
  void aWalkIsBoundedInSessionsWhateverIsDoneAboutThem() {
    begin(SESSIONS);
    Set<SessionId> seen = new HashSet<>();
    resume().walk(1, () -> false, part -> add(seen, Optional.of(part)));
    assertThat(seen).hasSizeLessThanOrEqualTo(OpenSessions.READ_AT_ONCE);
  }
}
