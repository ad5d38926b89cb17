package io.htcgrid.control.explore;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.protocol.AbandonSubmission;
import io.htcgrid.control.protocol.FinishClosing;
import io.htcgrid.data.GroupId;
import java.util.List;
import java.util.stream.IntStream;

/** Time passes, an agent and a sweeper work and nothing goes wrong: then everything must end. */
final class Healing {
  private static final int ROUNDS = 40;

  private Healing() {}

  static void heal(World world, Model model) {
    world.endFaults();
    world.enter(AgentActor.of(world, model, "healer"));
    for (int round = 0; round < ROUNDS && !world.laws.over(); round++) {
      world.clock.pass(World.TICK);
      work(world);
      sweep(world);
    }
    world.enter(new ReaderActor(world, model, "last reader", 1));
    work(world);
    world.laws.checkEnd();
  }

  /** Whoever has not crashed goes on until there is nothing to do. */
  private static void work(World world) {
    for (List<Move> moves = world.moves(); !moves.isEmpty(); moves = world.moves()) {
      moves.get(0).make().run();
      world.laws.check();
    }
  }

  /** Where nobody crashed, nothing may need a sweeper. */
  private static void sweep(World world) {
    if (!world.needsSweeper()) {
      return;
    }
    SessionRecord session =
        world.stored.readSession(world.session, world.clock.instant()).orElseThrow();
    if (session.state() == SessionState.ACTIVE) {
      List<GroupId> open =
          IntStream.range(0, session.groupCount())
              .filter(number -> !session.closedGroups().contains(number))
              .mapToObj(number -> new GroupId(session.id(), number))
              .toList();
      new FinishClosing(world.table, world.replies, world.clock, session, open).run();
    } else {
      new AbandonSubmission(world.table, world.replies, world.clock, session.id(), "sweeper").run();
    }
    world.laws.check();
  }
}
