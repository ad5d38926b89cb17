package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.EXPIRY;
import static io.htcgrid.control.state.Samples.NOW;
import static io.htcgrid.control.state.Samples.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What sweepers remember. */
interface SweepContract extends StateTableTest {
  private static ResendRecord first(SessionId session) {
    return new ResendRecord(session, 1, 7, NOW, 2, ResendRecord.NOT_SENDING, null, null, EXPIRY);
  }

  private static ResendRecord sending(SessionId session, int version, String owner) {
    return new ResendRecord(
        session, version, 7, NOW, 2, 400, owner, NOW.plusMillis(30_001), EXPIRY);
  }

  @Test
  default void aNoteIsThereUntilItIsReplacedOrTakenAway() {
    String duty = "duty-" + newId();
    assertThat(table().readNote(duty)).isEmpty();
    table().writeNote(duty, "5");
    table().writeNote(duty, "6 of ünïcode");
    table().writeNote("other-" + duty, "other");
    assertThat(table().readNote(duty)).contains("6 of ünïcode");
    table().writeNote(duty, null);
    table().writeNote(duty, null);
    assertThat(table().readNote(duty)).isEmpty();
  }

  @Test
  default void aResendRecordKeepsEveryField() {
    SessionId still = newId();
    SessionId sent = newId();
    assertThat(table().writeResend(first(still))).isTrue();
    assertThat(table().writeResend(sending(sent, 1, "a"))).isTrue();
    assertThat(table().readResendsEventually(List.of(still, newId(), sent)))
        .containsExactlyInAnyOrder(first(still), sending(sent, 1, "a"));
    assertThat(table().readResendsEventually(List.of())).isEmpty();
  }

  @Test
  default void ofTwoSweepersThatSawTheSameOneWins() {
    SessionId session = newId();
    table().writeResend(first(session));
    assertThat(table().writeResend(sending(session, 2, "a"))).isTrue();
    assertThat(table().writeResend(sending(session, 2, "b"))).isFalse();
    assertThat(table().writeResend(first(session))).isFalse();
    assertThat(table().writeResend(sending(session, 4, "b"))).isFalse();
    assertThat(table().readResendsEventually(List.of(session)))
        .containsExactly(sending(session, 2, "a"));
  }

  @Test
  default void aResendRecordWhoseReplyWasLostIsStored() {
    ResendRecord record = sending(newId(), 1, "a");
    assertThat(table().writeResend(record)).isTrue();
    assertThat(table().writeResend(record)).isTrue();
  }

  @Test
  default void aResendRecordHasAVersion() {
    assertThatThrownBy(() -> table().writeResend(sending(newId(), 0, "a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void manyGroupsAreReadAtOnce() {
    SessionId session = newId();
    PageId page = new PageId(session, 205);
    OutcomeCounts counts = new OutcomeCounts(90, 9, 1);
    table().closePage(page, counts, EXPIRY);
    GroupId empty = new GroupId(session, 0);
    assertThat(table().readGroupsEventually(List.of(empty, page.group())))
        .containsOnlyKeys(empty, page.group())
        .containsEntry(empty, GroupProgress.empty(empty))
        .containsEntry(page.group(), new GroupProgress(page.group(), Set.of(205), counts));
  }
}
