package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.EXPIRY;
import static io.htcgrid.control.state.Samples.NOW;
import static io.htcgrid.control.state.Samples.newId;
import static io.htcgrid.control.state.Samples.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reading, by key. */
interface ReadingContract extends StateTableTest {

  @Test
  default void manySessionsAreReadInTheOrderAskedForWithoutTheAbsent() {
    List<SessionId> asked = new ArrayList<>();
    List<SessionRecord> expected = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      SessionRecord session = session(newId());
      asked.add(0, session.id());
      asked.add(newId());
      table().begin(session, NOW);
      expected.add(0, session);
    }

    assertThat(table().readSessionsEventually(asked, NOW)).isEqualTo(expected);
    assertThat(table().readSessionsEventually(asked, expected.get(0).expiresAt())).isEmpty();
    assertThat(table().readSessionsEventually(List.of(), NOW)).isEmpty();
  }

  @Test
  default void theProgressOfManyPagesIsReadAtOnce() {
    SessionId id = newId();
    List<PageId> pages = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      pages.add(new PageId(id, i));
    }
    PageId touched = pages.get(213);
    table().addProgress(touched, new Outcomes(Set.of(21_305), Set.of(), Set.of()), EXPIRY);
    PageProgress sealed = table().seal(pages.get(17), EXPIRY);

    Map<PageId, PageProgress> progress = table().readProgressEventually(pages);

    assertThat(progress).containsOnlyKeys(pages);
    assertThat(progress.get(touched)).isEqualTo(table().readProgress(touched));
    assertThat(progress.get(pages.get(17))).isEqualTo(sealed);
    assertThat(progress.get(pages.get(0))).isEqualTo(PageProgress.empty(pages.get(0)));
    assertThat(table().readProgressEventually(List.of())).isEmpty();
  }

  @Test
  default void allOfAPageIsReadAtOnce() {
    PageId page = new PageId(newId(), 1);
    PageDefinition definition = Samples.page(page, 100);
    table().registerPage(definition, EXPIRY);
    RunRecord first = claimed(page, 100);
    RunRecord last = claimed(page, 199);
    claimed(new PageId(page.session(), 2), 200);
    table().addProgress(page, new Outcomes(Set.of(), Set.of(199), Set.of()), EXPIRY);

    assertThat(table().readPage(page))
        .isEqualTo(
            new PageContents(
                Optional.of(definition),
                new PageProgress(page, Set.of(), Set.of(199), Set.of(), false),
                Map.of(100, first, 199, last)));
  }

  @Test
  default void aPageThatDoesNotExistIsEmpty() {
    PageId page = new PageId(newId(), 1);

    assertThat(table().readPage(page))
        .isEqualTo(new PageContents(Optional.empty(), PageProgress.empty(page), Map.of()));
  }

  private RunRecord claimed(PageId page, int index) {
    return Samples.claimed(
        table(), new TaskId(page.session(), index), Samples.claim("agent-" + index));
  }
}
