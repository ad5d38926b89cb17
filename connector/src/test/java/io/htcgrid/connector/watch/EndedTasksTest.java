package io.htcgrid.connector.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndedTasksTest {
  private static final SessionId SESSION = SessionId.parse("01JD3V5R4F8Y0XWZ9N6K2T7M1Q");
  private final DetailRoom room = new DetailRoom(10_000);

  private static boolean offer(EndedTasks tasks, int index) {
    byte[] result = new byte[100];
    TaskId task = new TaskId(SESSION, index);
    return tasks.offer(
        task,
        TaskState.COMPLETED,
        new SessionEvent.TaskCompleted(task, BlobReference.of("k", 0, result), result));
  }

  private static PageProgress page(int number, Set<Integer> completed, boolean isSealed) {
    return new PageProgress(new PageId(SESSION, number), completed, Set.of(), Set.of(), isSealed);
  }

  private static List<Integer> indexes(List<Ended> taken) {
    return taken.stream().map(Ended::index).toList();
  }

  @Test
  void aTaskIsGivenOnceHoweverOftenItIsTold() {
    EndedTasks tasks = new EndedTasks(Selection.AS_THEY_END, room);
    tasks.sized(3);
    assertThat(offer(tasks, 1)).isTrue();
    assertThat(offer(tasks, 1)).isFalse();
    tasks.found(page(0, Set.of(0, 1), false), false);
    assertThat(indexes(tasks.take(10))).containsExactly(1);
    assertThat(offer(tasks, 1)).isFalse();
    assertThat(indexes(tasks.take(10))).containsExactly(0);
    assertThat(tasks.take(10)).isEmpty();
    assertThat(tasks.isComplete()).isFalse();
    offer(tasks, 2);
    assertThat(tasks.isComplete()).isTrue();
    assertThat(tasks.isDrained()).isFalse();
    assertThat(indexes(tasks.take(10))).containsExactly(2);
    assertThat(tasks.isDrained()).isTrue();
  }

  @Test
  void indexesThatTheSessionDoesNotHaveAreForgotten() {
    EndedTasks tasks = new EndedTasks(Selection.AS_THEY_END, room);
    offer(tasks, 2);
    offer(tasks, 5_000);
    tasks.sized(3);
    offer(tasks, 3);
    assertThat(indexes(tasks.take(10))).containsExactly(2);
    assertThat(tasks.isDrained()).isTrue();
  }

  @Test
  void whatDoesNotFitIsStillKnownToHaveEnded() {
    EndedTasks tasks = new EndedTasks(Selection.AS_THEY_END, new DetailRoom(700));
    tasks.sized(2);
    assertThat(offer(tasks, 0)).isTrue();
    assertThat(offer(tasks, 1)).isTrue();
    List<Ended> first = tasks.take(10);
    List<Ended> second = tasks.take(10);
    assertThat(first).singleElement().matches(ended -> ended.event() != null);
    assertThat(second).singleElement().matches(ended -> ended.event() == null);
  }

  @Test
  void roomIsGivenBackWhenTakenOrDropped() {
    DetailRoom small = new DetailRoom(700);
    EndedTasks tasks = new EndedTasks(Selection.AS_THEY_END, small);
    for (int i = 0; i < 5; i++) {
      offer(tasks, i);
      assertThat(tasks.take(1)).singleElement().matches(ended -> ended.event() != null);
    }
    offer(tasks, 5);
    tasks.drop();
    EndedTasks other = new EndedTasks(Selection.AS_THEY_END, small);
    offer(other, 0);
    assertThat(other.take(1)).singleElement().matches(ended -> ended.event() != null);
  }

  @Test
  void inOrderEachWaitsForTheOneBefore() {
    EndedTasks tasks = new EndedTasks(Selection.BY_INDEX, room);
    tasks.sized(4);
    offer(tasks, 1);
    assertThat(tasks.take(10)).isEmpty();
    offer(tasks, 0);
    offer(tasks, 3);
    assertThat(indexes(tasks.take(10))).containsExactly(0, 1);
    offer(tasks, 2);
    assertThat(indexes(tasks.take(10))).containsExactly(2, 3);
  }

  @Test
  void soFarSkipsWhatHasNotEnded() {
    EndedTasks tasks = new EndedTasks(Selection.SO_FAR, room);
    tasks.sized(300);
    tasks.found(page(0, Set.of(5, 7), false), false);
    tasks.found(page(2, Set.of(250), false), false);
    tasks.readUpTo(300);
    assertThat(indexes(tasks.take(100))).containsExactly(5, 7);
    assertThat(indexes(tasks.take(100))).containsExactly(250);
    assertThat(tasks.take(100)).isEmpty();
  }

  @Test
  void soFarStopsWherePagesAreStillBeingRead() {
    EndedTasks tasks = new EndedTasks(Selection.SO_FAR, room);
    tasks.sized(300);
    tasks.found(page(1, Set.of(150), false), false);
    assertThat(tasks.take(100)).isEmpty();
    tasks.found(page(0, Set.of(5), false), false);
    tasks.readUpTo(200);
    tasks.found(page(2, Set.of(250), false), false);
    assertThat(indexes(tasks.take(100))).containsExactly(5);
    assertThat(indexes(tasks.take(100))).containsExactly(150);
    assertThat(tasks.take(100)).isEmpty();
    tasks.readUpTo(300);
    assertThat(indexes(tasks.take(100))).containsExactly(250);
    assertThat(tasks.isDrained()).isTrue();
  }

  @Test
  void whoCountsTakesNoRoomFromWhoReads() {
    DetailRoom small = new DetailRoom(700);
    EndedTasks kept = new EndedTasks(Selection.AS_THEY_END, small);
    offer(kept, 0);
    EndedTasks counted = new EndedTasks(Selection.STATES, small);
    kept.copyTo(counted);
    counted.found(
        new PageProgress(new PageId(SESSION, 0), Set.of(0, 3), Set.of(1), Set.of(2, 5), false),
        false);
    offer(counted, 4);
    assertThat(counted.counts()).isEqualTo(new OutcomeCounts(3, 1, 2));
    counted.sized(5);
    assertThat(counted.counts()).isEqualTo(new OutcomeCounts(3, 1, 1));
    counted.drop();
    assertThat(kept.take(1)).singleElement().matches(ended -> ended.event() != null);
    offer(kept, 1);
    assertThat(kept.take(1)).singleElement().matches(ended -> ended.event() != null);
  }

  @Test
  void theLastWordCancelsTheRestOfThePage() {
    EndedTasks tasks = new EndedTasks(Selection.AS_THEY_END, room);
    tasks.sized(105);
    tasks.found(page(1, Set.of(101), true), true);
    assertThat(tasks.take(100).stream().filter(each -> each.state() == TaskState.CANCELLED))
        .extracting(Ended::index)
        .containsExactly(100, 102, 103, 104);
  }

  @Test
  void openPagesAreThoseWithUnknownTasks() {
    EndedTasks tasks = new EndedTasks(Selection.AS_THEY_END, room);
    tasks.sized(250);
    List<PageId> pages =
        IntStream.range(0, 3).mapToObj(number -> new PageId(SESSION, number)).toList();
    IntStream.range(100, 200).forEach(index -> offer(tasks, index));
    assertThat(tasks.open(pages, 250)).containsExactly(pages.get(0), pages.get(2));
    EndedTasks one = new EndedTasks(Selection.of(120, true), room);
    assertThat(one.open(pages, 250)).containsExactly(pages.get(1));
  }

  @Test
  void oneTaskIsAllThatOneWants() {
    EndedTasks tasks = new EndedTasks(Selection.of(1, true), room);
    tasks.sized(3);
    assertThat(offer(tasks, 0)).isFalse();
    assertThat(offer(tasks, 1)).isTrue();
    assertThat(tasks.isComplete()).isTrue();
    EndedTasks none = new EndedTasks(Selection.of(5, true), room);
    none.sized(3);
    assertThat(none.isComplete()).isTrue();
  }
}
