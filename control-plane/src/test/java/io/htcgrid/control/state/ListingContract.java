package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.NOW;
import static io.htcgrid.control.state.Samples.newId;
import static io.htcgrid.control.state.Samples.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.data.SessionId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reading, by index. */
interface ListingContract extends StateTableTest {

  @Test
  default void sessionsAreListedByTheDayOfTheirCreationNewestFirst() {
    Instant day = anyDay();
    List<SessionId> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      expected.add(0, begun(inShard(3), day.plusSeconds(i)));
    }
    begun(inShard(4), day);
    begun(inShard(3), day.minusMillis(1));
    begun(inShard(3), day.plusSeconds(86_400));
    LocalDate date = LocalDate.ofInstant(day, ZoneOffset.UTC);

    assertThat(table().listCreated(date, 3, null, 10)).isEqualTo(new SessionPage(expected, null));
    assertThat(all(cursor -> table().listCreated(date, 3, cursor, 2))).isEqualTo(expected);
    assertThat(table().listCreated(date, 5, null, 10)).isEqualTo(new SessionPage(List.of(), null));
  }

  @Test
  default void sessionsOfOneMomentAreAllListed() {
    Instant day = anyDay();
    Set<SessionId> expected = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      expected.add(begun(inShard(7), day));
    }

    assertThat(
            all(
                cursor ->
                    table().listCreated(LocalDate.ofInstant(day, ZoneOffset.UTC), 7, cursor, 2)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  default void openSessionsAreListedByDeadlineUntilTheyEnd() {
    SessionId late = begun(inShard(11), NOW.plusSeconds(20));
    SessionId early = begun(inShard(11), NOW.plusSeconds(10));
    SessionId ended = begun(inShard(11), NOW.plusSeconds(15));
    table().end(ended, SessionState.FAILED, EndReason.TIMED_OUT, "too late", NOW);
    SessionId elsewhere = begun(inShard(12), NOW);
    table().activate(early, Samples.SUBMITTER, 1);

    List<SessionId> open = all(cursor -> table().listOpen(11, cursor, 3));

    assertThat(open).doesNotHaveDuplicates().doesNotContain(ended, elsewhere);
    assertThat(open).containsSubsequence(early, late);
  }

  @Test
  default void anEndedSessionStaysInTheListOfItsDay() {
    Instant day = anyDay();
    SessionId id = begun(inShard(0), day);
    table().end(id, SessionState.CANCELLED, EndReason.CANCELLED_BY_CLIENT, "no more", day);

    assertThat(table().listCreated(LocalDate.ofInstant(day, ZoneOffset.UTC), 0, null, 9).sessions())
        .containsExactly(id);
  }

  @Test
  default void whatIsNoCursorIsRefused() {
    assertThatThrownBy(() -> table().listOpen(0, "nonsense", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"nonsense\" is no cursor");
  }

  private SessionId begun(SessionId id, Instant created) {
    SessionRecord session =
        session(id, created, new SubmitLease(Samples.SUBMITTER, created.plusSeconds(30), -1));
    table().begin(session, created);
    return id;
  }

  private static SessionId inShard(int shard) {
    SessionId id = newId();
    while (StateTableSchema.shardOf(id) != shard) {
      id = newId();
    }
    return id;
  }

  /** A day that no other test has. */
  private static Instant anyDay() {
    return LocalDate.ofEpochDay(ThreadLocalRandom.current().nextLong(30_000, 2_000_000))
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC);
  }

  private static List<SessionId> all(Function<@Nullable String, SessionPage> listing) {
    List<SessionId> all = new ArrayList<>();
    SessionPage part = listing.apply(null);
    all.addAll(part.sessions());
    while (part.cursor() != null) {
      part = listing.apply(part.cursor());
      all.addAll(part.sessions());
    }
    return all;
  }
}
