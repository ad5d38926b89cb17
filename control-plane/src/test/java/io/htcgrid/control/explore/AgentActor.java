package io.htcgrid.control.explore;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.protocol.ClaimTask;
import io.htcgrid.control.protocol.CommitOutcomes;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.control.protocol.FinishTry;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.control.queue.Received;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.control.state.RunResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An agent with one slot, which does by the protocols what an agent's threads do. */
final class AgentActor implements Actor {
  private enum Doing {
    NOTHING,
    SCREENING,
    CLAIMING,
    RUNNING,
    FINISHING,
    COMMITTING,
    FAILING_FAST,
    DELETING,
    LEAVING,
    HANDING_BACK,
    STOPPED
  }

  private final World world;
  private final Model model;
  private final String name;
  private final InstantSource clock;
  private final boolean drains;
  private Doing doing = Doing.NOTHING;
  private int claims;
  private int renewedAtTick = -1;
  private Received.@Nullable Task received;
  private @Nullable SessionRecord session;
  private @Nullable ClaimTask claiming;
  private @Nullable RunRecord claim;
  private @Nullable FinishTry finishing;
  private @Nullable CommitOutcomes committing;
  private @Nullable EndSession ending;
  private Duration leave = Duration.ZERO;

  private AgentActor(World world, Model model, String name, InstantSource clock, boolean drains) {
    this.world = world;
    this.model = model;
    this.name = name;
    this.clock = clock;
    this.drains = drains;
  }

  static AgentActor of(World world, Model model, String name) {
    return new AgentActor(world, model, name, world.clock, false);
  }

  /** Its machine's clock is ahead of the others. */
  static AgentActor ahead(World world, Model model, String name, Duration by) {
    return new AgentActor(world, model, name, world.clock.ahead(by), false);
  }

  /** It may be told to stop while it runs a task, and then hands it back. */
  static AgentActor draining(World world, Model model, String name) {
    return new AgentActor(world, model, name, world.clock, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean busy() {
    return doing != Doing.NOTHING && doing != Doing.STOPPED;
  }

  @Override
  public List<String> moves() {
    if (doing == Doing.STOPPED) {
      return List.of();
    }
    if (doing == Doing.NOTHING) {
      return world.storedMessages.depth(World.LEVEL).visible() > 0 ? List.of("receive") : List.of();
    }
    if (doing != Doing.RUNNING) {
      return List.of(doing.name());
    }
    boolean renews = world.clock.ticks() > 0 && renewedAtTick < world.clock.ticks();
    List<String> moves = new java.util.ArrayList<>(List.of("finish"));
    if (renews) {
      moves.add("renew");
    }
    if (drains) {
      moves.add("hand back");
    }
    return moves;
  }

  @Override
  public void make(String move) {
    switch (doing) {
      case NOTHING -> receive();
      case SCREENING -> screen();
      case CLAIMING -> claimed(step(claiming));
      case RUNNING -> {
        switch (move) {
          case "renew" -> renew();
          case "hand back" -> handBack();
          default -> finish();
        }
      }
      case FINISHING -> finished(step(finishing));
      case COMMITTING -> committed(step(committing));
      case FAILING_FAST -> {
        if (step(ending) != null) {
          doing = Doing.DELETING;
        }
      }
      case DELETING -> {
        world.queues.delete(World.LEVEL, List.of(received().receipt()));
        rest();
      }
      case LEAVING, HANDING_BACK -> {
        world.queues.changeVisibility(World.LEVEL, Map.of(received().receipt(), leave));
        boolean stops = doing == Doing.HANDING_BACK;
        rest();
        doing = stops ? Doing.STOPPED : Doing.NOTHING;
      }
      case STOPPED -> throw new IllegalStateException("a stopped agent does nothing");
    }
  }

  private void receive() {
    List<Received> messages = world.queues.receive(World.LEVEL, 1, Duration.ZERO, World.VISIBILITY);
    if (!messages.isEmpty()) {
      received = (Received.Task) messages.get(0);
      doing = Doing.SCREENING;
    }
  }

  private void screen() {
    SessionRecord read = world.table.readSession(world.session, clock.instant()).orElse(null);
    if (read == null || read.ended()) {
      doing = Doing.DELETING;
      return;
    }
    session = read;
    claims++;
    claiming =
        new ClaimTask(
            world.table,
            clock,
            LeaseTerms.DEFAULT,
            new ClaimTask.Wanted(
                received().message().task(),
                read.settings().retry(),
                name,
                name + "-" + claims,
                World.expiry()));
    doing = Doing.CLAIMING;
  }

  private void claimed(ClaimTask.@Nullable Outcome outcome) {
    if (outcome == null) {
      return;
    }
    claiming = null;
    if (outcome instanceof ClaimTask.Outcome.Claimed own) {
      claim = own.run();
      renewedAtTick = world.clock.ticks();
      doing = Doing.RUNNING;
    } else if (outcome instanceof ClaimTask.Outcome.Terminal terminal) {
      commit(terminal.run());
    } else if (outcome instanceof ClaimTask.Outcome.NotYet notYet) {
      Duration wait = Duration.between(clock.instant(), notYet.until());
      leave = wait.isNegative() ? Duration.ZERO : wait.plusSeconds(1);
      doing = Doing.LEAVING;
    }
  }

  private void renew() {
    RunRecord held = held();
    RunResult result =
        world.table.renew(
            held.task(), held.owner(), held.attempt(), LeaseTerms.DEFAULT.expiry(clock.instant()));
    renewedAtTick = world.clock.ticks();
    if (result instanceof RunResult.Refused) {
      rest();
    }
  }

  private void handBack() {
    RunRecord held = held();
    RunResult result = world.table.handBack(held.task(), held.owner(), held.attempt());
    leave = Duration.ZERO;
    doing = result instanceof RunResult.Done ? Doing.HANDING_BACK : Doing.STOPPED;
  }

  private void finish() {
    if (finishing == null) {
      finishing =
          new FinishTry(
              world.table,
              clock,
              session().settings().retry(),
              received().message(),
              held(),
              model.verdict().apply(held()),
              new FinishTry.Route(world.queues, World.LEVEL, "key", World.noWaiting()));
    }
    finished(step(finishing));
  }

  private void finished(FinishTry.@Nullable Outcome outcome) {
    doing = Doing.FINISHING;
    if (outcome instanceof FinishTry.Outcome.Terminal terminal) {
      commit(terminal.run());
    } else if (outcome instanceof FinishTry.Outcome.Retried) {
      doing = Doing.DELETING;
    } else if (outcome != null) {
      rest();
    }
  }

  private void commit(RunRecord run) {
    committing =
        new CommitOutcomes(
            world.table,
            clock,
            run.task().page(),
            received().message().tasksInPage(),
            session().sized(),
            Outcomes.of(run),
            World.expiry());
    claim = run;
    doing = Doing.COMMITTING;
  }

  private void committed(CommitOutcomes.@Nullable Committed committed) {
    if (committed == null) {
      return;
    }
    RunRecord run = held();
    TaskState outcome = committed.progress().stateOf(run.task().index());
    world.laws.tell(run.task(), outcome);
    doing = Doing.DELETING;
    if (session().settings().failFast() && outcome == TaskState.FAILED) {
      ending =
          new EndSession(
              world.table,
              world.replies,
              clock,
              world.session,
              SessionState.FAILED,
              EndReason.FAILED_FAST,
              "task " + run.task().index() + " failed");
      doing = Doing.FAILING_FAST;
    }
  }

  private void rest() {
    doing = Doing.NOTHING;
    received = null;
    session = null;
    claiming = null;
    claim = null;
    finishing = null;
    committing = null;
    ending = null;
    leave = Duration.ZERO;
  }

  private Received.Task received() {
    return Optional.ofNullable(received).orElseThrow();
  }

  private SessionRecord session() {
    return Optional.ofNullable(session).orElseThrow();
  }

  private RunRecord held() {
    return Optional.ofNullable(claim).orElseThrow();
  }

  private static <R> @Nullable R step(io.htcgrid.control.protocol.@Nullable Protocol<R> protocol) {
    Function<io.htcgrid.control.protocol.Protocol<R>, @Nullable R> step =
        io.htcgrid.control.protocol.Protocol::step;
    return step.apply(Optional.ofNullable(protocol).orElseThrow());
  }
}
