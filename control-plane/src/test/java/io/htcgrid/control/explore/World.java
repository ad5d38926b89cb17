package io.htcgrid.control.explore;

import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.protocol.Backoff;
import io.htcgrid.control.queue.InMemoryReplyQueues;
import io.htcgrid.control.queue.InMemoryTaskQueues;
import io.htcgrid.control.queue.ReplyQueues;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.queue.TaskQueues;
import io.htcgrid.control.state.InMemoryStateTable;
import io.htcgrid.control.state.Samples;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkClientException;

/** One session, everyone who acts on it, and what may still go wrong. */
final class World {
  /** Longer than a lease with its grace, and than a message's visibility. */
  static final Duration TICK = Duration.ofSeconds(36);

  static final Duration VISIBILITY = Duration.ofSeconds(30);
  static final int LEVEL = 0;

  private static final Set<Class<?>> SAME_IN_ALL =
      Set.of(
          World.class,
          StateTable.class,
          TaskQueues.class,
          ReplyQueues.class,
          InstantSource.class,
          Model.class,
          SessionSettings.class,
          Backoff.class,
          ProtocolActor.Plan.class,
          RandomGenerator.class);

  final SessionId session;
  final List<TaskId> openTasks;
  final List<PageId> openPages;
  final ModelClock clock = new ModelClock();

  /** What is stored, without anything that goes wrong. */
  final InMemoryStateTable stored = new InMemoryStateTable();

  final InMemoryTaskQueues storedMessages = new InMemoryTaskQueues(1, clock);

  /** What actors see: their replies may be lost. */
  final StateTable table;

  final TaskQueues queues;
  final ReplyQueues replies;
  final Laws laws;
  private final List<Actor> actors = new ArrayList<>();
  private final Set<Actor> crashed = new java.util.HashSet<>();
  private final Map<String, TaskMessage> duplicable = new LinkedHashMap<>();
  private Budget budget;
  private boolean losing;
  private boolean halfClosed;

  /**
   * @param defect what the table does wrong on purpose
   */
  World(SessionId session, Model model, Defect defect) {
    this.session = session;
    this.openTasks = model.openTasks(session);
    this.openPages = model.openPages(session);
    this.budget = model.budget();
    this.table = losing(StateTable.class, defect.plantIn(stored));
    this.queues = losing(TaskQueues.class, storedMessages);
    this.replies = losing(ReplyQueues.class, new InMemoryReplyQueues(clock));
    this.laws = new Laws(this, model);
  }

  void enter(Actor actor) {
    actors.add(actor);
  }

  /** A message of the session that a fault may send again. */
  void duplicable(TaskMessage message) {
    duplicable.put("duplicate " + message.task().index(), message);
  }

  /** What may happen next; empty: nothing more happens in this run. */
  List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    for (Actor actor : actors) {
      if (crashed.contains(actor)) {
        continue;
      }
      for (String move : actor.moves()) {
        moves.add(new Move(actor.name() + ": " + move, () -> actor.make(move)));
        if (budget.mayLoseReply()) {
          moves.add(
              new Move(actor.name() + ": " + move + ", reply lost", () -> loseReply(actor, move)));
        }
      }
      if (budget.mayCrash() && actor.busy()) {
        moves.add(new Move(actor.name() + " crashes", () -> crash(actor)));
      }
    }
    if (budget.mayDuplicate()) {
      duplicable.forEach((name, message) -> moves.add(new Move(name, () -> duplicate(message))));
    }
    if (budget.ticks() > 0 && !laws.over()) {
      moves.add(new Move("time passes", this::tick));
    }
    return moves;
  }

  private void loseReply(Actor actor, String move) {
    budget = budget.loseReply();
    losing = true;
    try {
      actor.make(move);
    } catch (SdkClientException expected) {
      // As the actor would, it makes the move again.
    } finally {
      losing = false;
    }
  }

  private void crash(Actor actor) {
    budget = budget.crash();
    crashed.add(actor);
  }

  private void duplicate(TaskMessage message) {
    budget = budget.duplicate();
    storedMessages.send(LEVEL, "duplicate", List.of(message), Duration.ZERO);
  }

  private void tick() {
    budget = budget.tick();
    clock.pass(TICK);
  }

  /** From now on nothing goes wrong; whoever has crashed stays so. */
  void endFaults() {
    budget = Budget.of(0, 0, 0, 0);
  }

  /** What is stored was left half-closed by someone before. */
  void halfClosed() {
    halfClosed = true;
  }

  boolean needsSweeper() {
    return halfClosed || !crashed.isEmpty();
  }

  /** Tells worlds of one model apart. */
  static Fingerprint fingerprint() {
    return new Fingerprint(SAME_IN_ALL);
  }

  Fingerprint.Key by(Fingerprint fingerprint) {
    return fingerprint.of(
        clock.ticks(),
        budget,
        parts(stored),
        parts(storedMessages),
        laws.told(),
        actors.stream().filter(actor -> !crashed.contains(actor)).toList());
  }

  /** The fields of what is left out where it is only a reference to the world. */
  private static List<Object> parts(Object service) {
    return List.of(new Whole(service));
  }

  static TaskMessage message(TaskId task, int tasksInPage) {
    return new TaskMessage(
        task,
        tasksInPage,
        BlobReference.of("in/1", 0, new byte[0]),
        io.htcgrid.control.TaskOverrides.NONE,
        null);
  }

  static Backoff noWaiting() {
    return new Backoff(
        Duration.ofMillis(1), Duration.ofMillis(9), new java.util.Random(1), wait -> {});
  }

  private <T> T losing(Class<T> type, T service) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                Object reply = method.invoke(service, arguments);
                if (losing) {
                  throw SdkClientException.create("the reply is lost");
                }
                return reply;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  static java.time.Instant expiry() {
    return Samples.EXPIRY;
  }

  /** Wraps an object whose type is left out of fields, so that it is written itself. */
  private record Whole(Object value) {}
}
