package io.htcgrid.control.explore;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.GroupProgress;
import io.htcgrid.control.LaunchData;
import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.RetryPolicy;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.protocol.AbandonSubmission;
import io.htcgrid.control.protocol.CancelTask;
import io.htcgrid.control.protocol.EndSession;
import io.htcgrid.control.protocol.FinishClosing;
import io.htcgrid.control.protocol.Protocol;
import io.htcgrid.control.protocol.Verdict;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.control.state.Samples;
import io.htcgrid.data.GroupId;
import io.htcgrid.data.PageId;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The models that are explored, each with its bounds. */
final class Models {
  /** The last task of group 0 and the only one of group 1. */
  private static final int TWO_GROUPS = GroupId.PAGES * PageId.TASKS + 1;

  private Models() {}

  /** The smaller ones first; each planted defect is found in one of the first six. */
  static List<Model> all() {
    return List.of(
        clocksApart(),
        submitter(),
        drain(),
        abandoned(),
        twoGroups(),
        sessionCancelled(),
        sweepers(),
        taskCancelled(),
        submitLeaseLost(),
        twoPagesAndLostReplies(),
        twoPages(),
        aFailureAndARetry(),
        failFast(),
        twoAgents(),
        twoSubmitters());
  }

  private static BiConsumer<World, Model> active(ActorsOf actors) {
    return (world, model) -> {
      activate(world, model);
      send(world, model);
      actors.enter(world, model);
    };
  }

  private interface ActorsOf {
    void enter(World world, Model model);
  }

  private static Model model(
      String name, int taskCount, Budget budget, BiConsumer<World, Model> begin) {
    return Model.of(name, taskCount, budget, world -> begin.accept(world, world.laws.model()));
  }

  /** As its submitter left it. */
  private static void activate(World world, Model model) {
    world.stored.begin(
        Samples.session(
            world.session,
            model.settings(),
            new SubmitLease(Samples.SUBMITTER, Samples.NOW.plusSeconds(30), -1)),
        Samples.NOW);
    prepare(world, model);
    for (PageId page : world.openPages) {
      // What they say plays no part in a session that is ACTIVE, and few are encoded sooner.
      world.stored.registerPage(Samples.page(page, 1), World.expiry());
    }
    world.stored.activate(world.session, Samples.SUBMITTER, model.taskCount());
  }

  /** All but the open tasks have completed; pages without open tasks are closed. */
  private static void prepare(World world, Model model) {
    List<PageId> open = world.openPages;
    Map<GroupId, Set<Integer>> closed = new HashMap<>();
    for (int number = 0; number < model.pageCount(); number++) {
      PageId page = new PageId(world.session, number);
      int tasks = model.tasksIn(number);
      if (!open.contains(page)) {
        closed.computeIfAbsent(page.group(), group -> new HashSet<>()).add(number);
      } else if (tasks > 2) {
        Set<Integer> done = new HashSet<>();
        for (int index = page.firstIndex(); index < page.firstIndex() + tasks; index++) {
          if (!model.tasks().contains(index)) {
            done.add(index);
          }
        }
        world.stored.addProgress(page, new Outcomes(done, Set.of(), Set.of()), World.expiry());
      }
    }
    closed.forEach((group, pages) -> world.stored.putGroup(completed(model, group, pages)));
  }

  private static GroupProgress completed(Model model, GroupId group, Set<Integer> pages) {
    int tasks = pages.stream().mapToInt(model::tasksIn).sum();
    return new GroupProgress(group, pages, new OutcomeCounts(tasks, 0, 0));
  }

  private static void send(World world, Model model) {
    for (TaskId task : world.openTasks) {
      TaskMessage message = World.message(task, model.tasksIn(task.page().number()));
      world.storedMessages.send(World.LEVEL, "key", List.of(message), Duration.ZERO);
      world.duplicable(message);
    }
  }

  static Model twoAgents() {
    return model(
        "two agents, two tasks of a page",
        2,
        Budget.of(1, 1, 0, 1),
        active(
            (world, model) -> {
              world.enter(AgentActor.of(world, model, "agent 1"));
              world.enter(AgentActor.of(world, model, "agent 2"));
            }));
  }

  /** Task 0 crashes its process once; task 1 fails for good. */
  static Model aFailureAndARetry() {
    return model(
            "a retry, a failure, a duplicate",
            2,
            Budget.of(1, 0, 1, 1),
            active(
                (world, model) -> {
                  world.enter(AgentActor.of(world, model, "agent 1"));
                  world.enter(AgentActor.of(world, model, "agent 2"));
                }))
        .withSettings(settings(RetryPolicy.DEFAULT, false))
        .withVerdict(
            claim -> {
              if (claim.task().index() == 1) {
                return Model.failure(claim);
              }
              return claim.tries() == 1 ? crash(claim) : Model.success(claim);
            });
  }

  private static Verdict crash(RunRecord claim) {
    return new Verdict.Failed(
        new TaskError(
            FailureKind.FUNCTION_CRASHED, "Runtime.ExitError", "attempt " + claim.attempt()),
        null);
  }

  /** One machine's clock is a lease ahead: it takes claims over that others still hold. */
  static Model clocksApart() {
    return model(
        "clocks apart, one task",
        1,
        Budget.of(1, 1, 1, 2),
        active(
            (world, model) -> {
              world.enter(AgentActor.of(world, model, "agent 1"));
              world.enter(AgentActor.ahead(world, model, "ahead", Duration.ofSeconds(40)));
            }));
  }

  static Model drain() {
    return model(
        "an agent drains",
        2,
        Budget.of(1, 1, 0, 0),
        active(
            (world, model) -> {
              world.enter(AgentActor.draining(world, model, "draining"));
              world.enter(AgentActor.of(world, model, "agent"));
            }));
  }

  static Model submitter() {
    return model(
        "a submitter and an agent",
        2,
        Budget.of(1, 1, 0, 1),
        (world, model) -> {
          prepare(world, model);
          world.enter(new SubmitterActor(world, model, "submitter"));
          world.enter(AgentActor.of(world, model, "agent"));
        });
  }

  static Model twoSubmitters() {
    return model(
        "two submitters of one token",
        1,
        Budget.of(1, 1, 0, 2),
        (world, model) -> {
          world.enter(new SubmitterActor(world, model, "submitter 1"));
          world.enter(new SubmitterActor(world, model, "submitter 2"));
        });
  }

  /** One submitter stalls between two pages, the other takes over, and then the first wakes. */
  static Model submitLeaseLost() {
    return model(
            "a submit lease is lost between two pages",
            PageId.TASKS + 1,
            Budget.of(0, 1, 0, 1),
            (world, model) -> {
              prepare(world, model);
              world.enter(new SubmitterActor(world, model, "stalling"));
              world.enter(new SubmitterActor(world, model, "taking over"));
            })
        .withTasks(0, PageId.TASKS);
  }

  /** The sweeper gives a submission up just when its client comes back. */
  static Model abandoned() {
    return model(
        "an abandoned submission, taken over late",
        1,
        Budget.of(1, 1, 0, 1),
        (world, model) -> {
          world.halfClosed();
          world.stored.begin(
              Samples.session(
                  world.session,
                  model.settings(),
                  new SubmitLease("lost", Samples.NOW.minus(Duration.ofMinutes(11)), -1)),
              Samples.NOW);
          world.enter(new SubmitterActor(world, model, "late submitter"));
          world.enter(
              ProtocolActor.of(
                  "sweeper",
                  new AbandonSubmission(
                      world.table, world.replies, world.clock, world.session, "sweeper"),
                  (name, abandoned) -> {}));
          world.enter(AgentActor.of(world, model, "agent"));
        });
  }

  static Model twoPages() {
    return model(
            "two agents, a submitter, two pages",
            PageId.TASKS + 1,
            Budget.of(1, 0, 0, 0),
            (world, model) -> {
              prepare(world, model);
              world.enter(new SubmitterActor(world, model, "submitter"));
              world.enter(AgentActor.of(world, model, "agent 1"));
              world.enter(AgentActor.of(world, model, "agent 2"));
            })
        .withTasks(0, PageId.TASKS);
  }

  static Model twoPagesAndLostReplies() {
    return model(
            "two agents, two pages, lost replies",
            PageId.TASKS + 1,
            Budget.of(0, 2, 0, 0),
            active(
                (world, model) -> {
                  world.enter(AgentActor.of(world, model, "agent 1"));
                  world.enter(AgentActor.of(world, model, "agent 2"));
                }))
        .withTasks(0, PageId.TASKS);
  }

  static Model twoGroups() {
    return model(
            "a submitter, an agent, two groups",
            TWO_GROUPS,
            Budget.of(1, 1, 0, 1),
            (world, model) -> {
              prepare(world, model);
              world.enter(new SubmitterActor(world, model, "submitter"));
              world.enter(AgentActor.of(world, model, "agent"));
            })
        .withTasks(TWO_GROUPS - 2, TWO_GROUPS - 1);
  }

  static Model taskCancelled() {
    return model(
        "a task is cancelled while it runs",
        2,
        Budget.of(1, 1, 0, 1),
        active(
            (world, model) -> {
              world.enter(AgentActor.of(world, model, "agent"));
              world.enter(canceller(world));
              world.enter(new ReaderActor(world, model, "reader", 1));
            }));
  }

  private static Actor canceller(World world) {
    TaskId task = new TaskId(world.session, 0);
    return ProtocolActor.of(
        "canceller",
        new CancelTask(world.table, world.clock, task),
        (name, outcome) -> {
          if (outcome instanceof CancelTask.Outcome.Terminal terminal) {
            world.laws.tell(task, terminal.state());
          }
        });
  }

  static Model sessionCancelled() {
    return model(
        "a session is cancelled while it runs",
        2,
        Budget.of(1, 1, 0, 1),
        active(
            (world, model) -> {
              world.enter(AgentActor.of(world, model, "agent"));
              world.enter(
                  ProtocolActor.of(
                      "canceller",
                      EndSession.cancel(world.table, world.replies, world.clock, world.session),
                      (name, ended) -> {}));
              world.enter(new ReaderActor(world, model, "reader", 2));
            }));
  }

  static Model failFast() {
    return model(
            "the first failure ends the session",
            2,
            Budget.of(1, 0, 0, 1),
            active(
                (world, model) -> {
                  world.enter(AgentActor.of(world, model, "agent"));
                  world.enter(new ReaderActor(world, model, "reader", 2));
                }))
        .withSettings(settings(RetryPolicy.NONE, true))
        .withVerdict(
            claim -> claim.task().index() == 0 ? Model.failure(claim) : Model.success(claim));
  }

  /** Two sweepers close what an agent is closing too. */
  static Model sweepers() {
    return model(
            "two sweepers and an agent close",
            TWO_GROUPS,
            Budget.of(1, 1, 0, 1),
            active(
                (world, model) -> {
                  world.enter(AgentActor.of(world, model, "agent"));
                  world.halfClosed();
                  world.enter(sweeper(world, "sweeper 1"));
                  world.enter(sweeper(world, "sweeper 2"));
                }))
        .withTasks(TWO_GROUPS - 1);
  }

  private static Actor sweeper(World world, String name) {
    return new ProtocolActor(name, (number, before) -> number == 0 ? finishClosing(world) : null);
  }

  private static Protocol<?> finishClosing(World world) {
    SessionRecord session =
        world.stored.readSession(world.session, world.clock.instant()).orElseThrow();
    return new FinishClosing(
        world.table,
        world.replies,
        world.clock,
        session,
        world.openPages.stream().map(PageId::group).distinct().toList());
  }

  private static SessionSettings settings(RetryPolicy retry, boolean failFast) {
    return new SessionSettings(
        "price",
        LaunchData.NONE,
        0,
        null,
        Duration.ofHours(1),
        null,
        retry,
        failFast,
        Map.of(),
        null);
  }
}
