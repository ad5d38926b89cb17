package io.htcgrid.control.explore;

import io.htcgrid.control.state.Samples;
import io.htcgrid.data.SessionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state that a model's world can get into, by all orders of all moves. A state is
 * visited once, however it came about; what was left of each run when nothing more could happen is
 * then healed, to see that nothing is stuck.
 */
final class Explorer {
  /** Never reached: a model with so many states has too wide bounds. */
  private static final int MOST_STATES = 5_000_000;

  private final Model model;
  private final Defect defect;
  private final SessionId session = Samples.newId();
  private final Fingerprint fingerprint = World.fingerprint();
  private final Set<Fingerprint.Key> seen = new HashSet<>();
  private final Deque<List<Integer>> open = new ArrayDeque<>();
  private long moves;
  private long ends;

  /** What an exploration saw. */
  record Visited(String model, long states, long moves, long ends) {
    @Override
    public String toString() {
      return String.format("%-46s %9d states, %9d moves, %7d ends", model, states, moves, ends);
    }
  }

  private Explorer(Model model, Defect defect) {
    this.model = model;
    this.defect = defect;
  }

  /**
   * Visits all.
   *
   * @throws BrokenLawError when a law does not hold; its message says how it came about
   */
  static Visited explore(Model model, Defect defect) {
    Explorer explorer = new Explorer(model, defect);
    explorer.open.push(List.of());
    while (!explorer.open.isEmpty()) {
      explorer.follow(explorer.open.pop());
    }
    return new Visited(model.name(), explorer.seen.size(), explorer.moves, explorer.ends);
  }

  private World begin() {
    World world = new World(session, model, defect);
    model.begin().accept(world);
    return world;
  }

  /** From where the choices lead, by first moves to an end; other moves are left for later. */
  private void follow(List<Integer> choices) {
    World world = begin();
    List<String> story = new ArrayList<>();
    List<Integer> path = new ArrayList<>(choices);
    for (int choice : choices) {
      Move move = world.moves().get(choice);
      story.add(move.name());
      boolean repeated = path.size() > story.size();
      make(move, world, story, !repeated);
    }
    while (seen.add(world.by(fingerprint))) {
      if (seen.size() > MOST_STATES) {
        throw new IllegalStateException("model " + model.name() + " has too many states");
      }
      List<Move> next = world.moves();
      if (next.isEmpty()) {
        ends++;
        heal(world, story);
        return;
      }
      for (int other = next.size() - 1; other > 0; other--) {
        List<Integer> branch = new ArrayList<>(path);
        branch.add(other);
        open.push(branch);
      }
      path.add(0);
      story.add(next.get(0).name());
      make(next.get(0), world, story, true);
    }
  }

  /**
   * @param isNew not the repetition of a move after which the laws were asked
   */
  private void make(Move move, World world, List<String> story, boolean isNew) {
    try {
      move.make().run();
      if (isNew) {
        moves++;
        world.laws.check();
      }
    } catch (BrokenLawException e) {
      throw new BrokenLawError(model, story, e);
    }
  }

  private void heal(World world, List<String> story) {
    try {
      Healing.heal(world, model);
    } catch (BrokenLawException e) {
      List<String> whole = new ArrayList<>(story);
      whole.add("then nothing goes wrong any more");
      throw new BrokenLawError(model, whole, e);
    }
  }

  /** A law that does not hold, and the moves that led there. */
  static final class BrokenLawError extends AssertionError {
    private static final long serialVersionUID = 1L;

    BrokenLawError(Model model, List<String> story, @Nullable Throwable cause) {
      super(
          "in model "
              + model.name()
              + ":\n  "
              + String.join("\n  ", story)
              + "\n"
              + (cause == null ? "" : cause.toString()),
          cause);
    }
  }
}
