package io.htcgrid.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.data.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SessionRecordTest {
  private static final Instant CREATED = Instant.parse("2026-11-22T10:00:00Z");
  private static final SessionId ID = SessionId.ofToken("grid", "token");

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1",
    "100, 1, 1, 100, 1",
    "101, 2, 1, 1, 2",
    "10000, 100, 1, 100, 100",
    "10001, 101, 2, 1, 1",
    "10000000, 100000, 1000, 100, 100"
  })
  void itsSizeTellsItsPagesAndGroups(
      int tasks, int pages, int groups, int inLastPage, int pagesInLastGroup) {
    SessionRecord session = session(SessionState.ACTIVE, tasks, null);

    assertThat(session.sized()).isTrue();
    assertThat(session.pageCount()).isEqualTo(pages);
    assertThat(session.groupCount()).isEqualTo(groups);
    assertThat(session.tasksIn(pages - 1)).isEqualTo(inLastPage);
    assertThat(session.pagesIn(groups - 1)).isEqualTo(pagesInLastGroup);
  }

  @Test
  void itsSizeIsUnknownUntilItIsActive() {
    assertThat(session(SessionState.SUBMITTING, -1, null).sized()).isFalse();
  }

  @Test
  void itIsOverdueFromItsDeadlineOnUnlessItHasEnded() {
    SessionRecord active = session(SessionState.ACTIVE, 1, null);
    Instant deadline = active.deadline();

    assertThat(active.overdue(deadline.minusMillis(1))).isFalse();
    assertThat(active.overdue(deadline)).isTrue();
    assertThat(session(SessionState.COMPLETED, 1, null).overdue(deadline)).isFalse();
  }

  @Test
  void itsPagesOutliveIt() {
    SessionRecord session = session(SessionState.ACTIVE, 1, null);

    assertThat(session.pagesExpireAt()).isEqualTo(session.expiresAt().plus(Duration.ofDays(2)));
  }

  @Test
  void withoutAFairShareKeyItIsAGroupOfItsOwn() {
    assertThat(session(SessionState.ACTIVE, 1, null).fairShareKey()).isEqualTo(ID.value());
    assertThat(session(SessionState.ACTIVE, 1, "desk").fairShareKey()).isEqualTo("desk");
  }

  private static SessionRecord session(SessionState state, int tasks, @Nullable String fairShare) {
    return new SessionRecord(
        ID,
        state,
        new SessionSettings(
            "f",
            LaunchData.NONE,
            0,
            fairShare,
            Duration.ofHours(1),
            null,
            RetryPolicy.NONE,
            false,
            Map.of(),
            null),
        null,
        "digest",
        CREATED,
        CREATED.plus(Duration.ofHours(1)),
        CREATED.plus(Duration.ofDays(14)),
        null,
        tasks,
        Set.of(),
        OutcomeCounts.ZERO,
        0,
        List.of(),
        null,
        null,
        null);
  }
}
