package io.htcgrid.control.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.state.InMemoryStateTable;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.control.state.Samples;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * A session's last tasks end while it is being activated: in whatever order the steps happen, the
 * session ends, once.
 */
final class LastGroupRaceTest {

  @Test
  void everyOrderOfStepsEndsASessionOfOneGroupOnce() {
    int orders = 0;
    List<Integer> choices = new ArrayList<>();
    do {
      TestGrid grid = begun();
      grid.register(2);
      Order order = new Order(choices);
      race(grid, 2, List.of(0, 1), order);
      choices = order.next();
      orders++;
    } while (!choices.isEmpty());

    assertThat(orders).isGreaterThan(100);
  }

  @Test
  void anyOrderOfStepsEndsASessionOfTwoGroupsOnce() {
    int tasks = GroupId.PAGES * PageId.TASKS + 1;
    for (int seed = 0; seed < 500; seed++) {
      TestGrid grid = begun();
      for (int page = 0; page < GroupId.PAGES; page++) {
        int ended = page == 41 ? PageId.TASKS - 1 : PageId.TASKS;
        closeAllBut(grid, new PageId(grid.session, page), PageId.TASKS - ended);
      }
      Random random = new Random(seed);
      race(grid, tasks, List.of(4_100, tasks - 1), random::nextInt);
    }
  }

  /** Activates while these last tasks end. */
  private static void race(
      TestGrid grid, int tasks, List<Integer> indexes, IntUnaryOperator order) {
    List<Protocol<?>> racing = new ArrayList<>();
    racing.add(grid.activation(tasks));
    for (int index : indexes) {
      RunRecord claim = grid.claimed(index, "agent-" + index);
      FinishTry.Outcome done = grid.finish(claim, TestGrid.SUCCESS).run();
      racing.add(grid.commit(((FinishTry.Outcome.Terminal) done).run(), tasks));
    }
    int ended = 0;
    while (!racing.isEmpty()) {
      int next = order.applyAsInt(racing.size());
      Object result = racing.get(next).step();
      if (result != null) {
        racing.remove(next);
        ended += endedBy(result) ? 1 : 0;
      }
    }
    assertThat(grid.read().state()).isEqualTo(SessionState.COMPLETED);
    assertThat(grid.read().counts()).isEqualTo(new OutcomeCounts(tasks, 0, 0));
    assertThat(ended).isEqualTo(1);
  }

  private static TestGrid begun() {
    TestGrid grid = new TestGrid(new InMemoryStateTable());
    grid.begin();
    return grid;
  }

  /** As if the page's tasks had ended, but for its first so many. */
  private static void closeAllBut(TestGrid grid, PageId page, int open) {
    var rest = new HashSet<Integer>();
    for (int i = open; i < PageId.TASKS; i++) {
      rest.add(page.firstIndex() + i);
    }
    var outcomes = new Outcomes(rest, Set.of(), Set.of());
    grid.table.addProgress(page, outcomes, Samples.EXPIRY);
    if (open == 0) {
      grid.table.closePage(page, new OutcomeCounts(PageId.TASKS, 0, 0), Samples.EXPIRY);
    }
  }

  private static boolean endedBy(Object result) {
    if (result instanceof CommitOutcomes.Committed committed) {
      return committed.endedSession().isPresent();
    }
    return ((ActivateSession.Activation.Active) result).session().ended();
  }

  /** Walks through all sequences of choices: repeats a given beginning, then takes the first. */
  private static final class Order implements IntUnaryOperator {
    private final List<Integer> beginning;
    private final List<Integer> taken = new ArrayList<>();
    private final List<Integer> options = new ArrayList<>();

    Order(List<Integer> beginning) {
      this.beginning = beginning;
    }

    @Override
    public int applyAsInt(int choices) {
      int step = taken.size();
      taken.add(step < beginning.size() ? beginning.get(step) : 0);
      options.add(choices);
      return taken.get(step);
    }

    /** How the next sequence begins; empty: this was the last. */
    List<Integer> next() {
      for (int step = taken.size() - 1; step >= 0; step--) {
        if (taken.get(step) + 1 < options.get(step)) {
          List<Integer> next = new ArrayList<>(taken.subList(0, step));
          next.add(taken.get(step) + 1);
          return next;
        }
      }
      return List.of();
    }
  }
}
