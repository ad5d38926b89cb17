package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.EXPIRY;
import static io.htcgrid.control.state.Samples.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Progress: the outcomes of pages, groups and sessions. */
interface ProgressContract extends StateTableTest {

  @Test
  default void outcomesAddUpInTheIndexesOfTheSession() {
    PageId page = new PageId(newId(), 7);

    table().addProgress(page, completed(700, 703), EXPIRY);
    ProgressResult all =
        table().addProgress(page, new Outcomes(Set.of(701), Set.of(799), Set.of(702)), EXPIRY);

    PageProgress expected =
        new PageProgress(page, Set.of(700, 701, 703), Set.of(799), Set.of(702), false);
    assertThat(all).isEqualTo(new ProgressResult.Added(expected));
    assertThat(table().readProgress(page)).isEqualTo(expected);
  }

  @Test
  default void repeatedOutcomesChangeNothing() {
    PageId page = new PageId(newId(), 0);
    ProgressResult first = table().addProgress(page, completed(0, 1), EXPIRY);

    assertThat(table().addProgress(page, completed(0, 1), EXPIRY)).isEqualTo(first);
  }

  @Test
  default void aPageHoldsAllItsOutcomes() {
    PageId page = new PageId(newId(), 99_999);
    Set<Integer> all = IntStream.range(9_999_900, 10_000_000).boxed().collect(Collectors.toSet());

    table().addProgress(page, new Outcomes(all, Set.of(), Set.of()), EXPIRY);

    assertThat(table().readProgress(page).counts()).isEqualTo(new OutcomeCounts(100, 0, 0));
    assertThat(table().readProgress(page).completed()).isEqualTo(all);
  }

  @Test
  default void aPageDoesNotTakeWhatAnotherHolds() {
    PageId page = new PageId(newId(), 1);

    assertThatThrownBy(() -> table().addProgress(page, completed(99), EXPIRY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("page " + page + " does not hold task 99");
    assertThatThrownBy(() -> table().addProgress(page, completed(200), EXPIRY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(table().readProgress(page)).isEqualTo(PageProgress.empty(page));
  }

  @Test
  default void aSealedPageTakesNothingMore() {
    PageId page = new PageId(newId(), 0);
    table().addProgress(page, completed(1), EXPIRY);

    PageProgress sealed = table().seal(page, EXPIRY);

    assertThat(sealed).isEqualTo(new PageProgress(page, Set.of(1), Set.of(), Set.of(), true));
    assertThat(table().addProgress(page, completed(2), EXPIRY))
        .isEqualTo(new ProgressResult.Sealed(sealed));
    assertThat(table().seal(page, EXPIRY)).isEqualTo(sealed);
    assertThat(table().readProgress(page)).isEqualTo(sealed);
  }

  @Test
  default void aPageIsSealedBeforeAnythingEnded() {
    PageId page = new PageId(newId(), 0);

    assertThat(table().seal(page, EXPIRY))
        .isEqualTo(new PageProgress(page, Set.of(), Set.of(), Set.of(), true));
  }

  @Test
  default void aPageIsCountedInItsGroupOnce() {
    SessionId session = newId();
    GroupId group = new GroupId(session, 1);

    CloseResult<GroupProgress> first =
        table().closePage(new PageId(session, 100), new OutcomeCounts(97, 2, 1), EXPIRY);
    CloseResult<GroupProgress> second =
        table().closePage(new PageId(session, 199), new OutcomeCounts(100, 0, 0), EXPIRY);

    assertThat(first)
        .isEqualTo(
            new CloseResult.Closed<>(
                new GroupProgress(group, Set.of(100), new OutcomeCounts(97, 2, 1))));
    GroupProgress both = new GroupProgress(group, Set.of(100, 199), new OutcomeCounts(197, 2, 1));
    assertThat(second).isEqualTo(new CloseResult.Closed<>(both));
    assertThat(table().closePage(new PageId(session, 100), new OutcomeCounts(97, 2, 1), EXPIRY))
        .isEqualTo(new CloseResult.AlreadyClosed<>(both));
    assertThat(table().readGroup(group)).isEqualTo(both);
  }

  @Test
  default void aGroupIsCountedInItsSessionOnce() {
    SessionId id = Samples.active(table(), 20_000);
    OutcomeCounts counts = new OutcomeCounts(9_999, 1, 0);

    SessionRecord first = closed(table().closeGroup(new GroupId(id, 1), counts).orElseThrow());
    assertThat(first.closedGroups()).containsExactly(1);
    assertThat(first.counts()).isEqualTo(counts);

    assertThat(table().closeGroup(new GroupId(id, 1), counts))
        .contains(new CloseResult.AlreadyClosed<>(first));
    SessionRecord both = closed(table().closeGroup(new GroupId(id, 0), counts).orElseThrow());
    assertThat(both.closedGroups()).containsExactlyInAnyOrder(0, 1);
    assertThat(both.counts()).isEqualTo(new OutcomeCounts(19_998, 2, 0));
  }

  @Test
  default void aGroupOfNoSessionBringsNoneIntoBeing() {
    SessionId id = newId();

    assertThat(table().closeGroup(new GroupId(id, 0), OutcomeCounts.ZERO)).isEmpty();
    assertThat(table().readSession(id, Samples.NOW)).isEmpty();
  }

  @Test
  default void whatIsNotClosedIsEmpty() {
    SessionId id = newId();

    assertThat(table().readProgress(new PageId(id, 3)))
        .isEqualTo(PageProgress.empty(new PageId(id, 3)));
    assertThat(table().readGroup(new GroupId(id, 2)))
        .isEqualTo(GroupProgress.empty(new GroupId(id, 2)));
  }

  private static Outcomes completed(Integer... indexes) {
    return new Outcomes(Set.of(indexes), Set.of(), Set.of());
  }

  private static <T> T closed(CloseResult<T> result) {
    assertThat(result).isInstanceOf(CloseResult.Closed.class);
    return result.stored();
  }
}
