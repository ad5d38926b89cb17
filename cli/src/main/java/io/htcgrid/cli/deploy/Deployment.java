package io.htcgrid.cli.deploy;

import io.htcgrid.control.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ParameterDeclaration;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Deploys a grid, or changes one that is there. For one thread. */
public final class Deployment {
  private final Account account;
  private final Stacks stacks;
  private final ChangeSets changeSets;
  private final Path sweeper;
  private final Ask ask;
  private final Order order;

  Deployment(
      Account account, Function<Part, String> templates, Path sweeper, Ask ask, Order order) {
    this.account = account;
    this.stacks = account.stacks();
    this.changeSets = new ChangeSets(account, templates, ask, order);
    this.sweeper = sweeper;
    this.ask = ask;
    this.order = order;
  }

  /**
   * What came of it.
   *
   * @param stacks those that were changed
   * @param confirmed false: it was not wanted, and nothing was done
   */
  public record Outcome(List<String> stacks, boolean confirmed) {
    public Outcome {
      stacks = List.copyOf(stacks);
    }
  }

  /**
   * Of this release's templates.
   *
   * @param installation where the sweeper's code lies
   */
  public static Deployment of(Account account, Path installation, Ask ask, Order order) {
    return new Deployment(
        account, TemplateFiles.ofThisRelease(), installation.resolve("sweeper"), ask, order);
  }

  /**
   * Shows what would change, asks, and changes it.
   *
   * @throws DeployException when it cannot be done
   */
  public Outcome run() {
    // Whether the name is one, before anything is done.
    account.data(order.grid()).close();
    Map<Part, Stack> found = found();
    Map<Part, Stack> ready = in(StackState.READY, found);
    refuseForeign(ready);
    Map<Part, List<ParameterDeclaration>> declared = changeSets.declared(parts(found));
    try (SweeperCode code = SweeperCode.pack(sweeper)) {
      Map<Part, Map<String, @Nullable String>> values =
          changeSets.values(declared, ready, code.key());
      if (!clear(in(StackState.STILLBORN, found))) {
        return new Outcome(List.of(), false);
      }
      List<Proposal> proposals = changeSets.propose(values, ready);
      if (proposals.isEmpty()) {
        return new Outcome(List.of(), true);
      }
      if (!wanted(proposals)) {
        changeSets.takeBack(proposals);
        return new Outcome(List.of(), false);
      }
      return new Outcome(carryOut(proposals, code), true);
    }
  }

  private Map<Part, Stack> found() {
    Map<Part, Stack> found = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      stacks.find(part.stackName(order.grid())).ifPresent(stack -> found.put(part, stack));
    }
    found.values().forEach(this::refuseUnready);
    if (!in(StackState.READY, found).isEmpty()) {
      ask.tell(
          "grid " + order.grid() + " exists already in " + account.place() + "; this changes it");
    }
    return found;
  }

  private static Map<Part, Stack> in(StackState state, Map<Part, Stack> found) {
    Map<Part, Stack> some = new EnumMap<>(Part.class);
    found.forEach(
        (part, stack) -> {
          if (StackState.of(stack.stackStatus()) == state) {
            some.put(part, stack);
          }
        });
    return some;
  }

  private void refuseUnready(Stack stack) {
    String is = "stack " + stack.stackName() + " is " + stack.stackStatusAsString();
    switch (StackState.of(stack.stackStatus())) {
      case BUSY ->
          throw DeployException.refused(
              is + ": somebody changes it now; wait until that has ended and run this again");
      case STUCK ->
          throw DeployException.refused(
              is
                  + ": "
                  + stacks.whyFailed(stack.stackName())
                  + "; mend that, then run 'aws cloudformation continue-update-rollback"
                  + " --stack-name "
                  + stack.stackName()
                  + "' and this again");
      case HALF_DELETED ->
          throw DeployException.refused(
              is
                  + ", half destroyed: "
                  + stacks.whyFailed(stack.stackName())
                  + "; end that with 'htcgrid destroy "
                  + order.grid()
                  + "' and run this again");
      case ABSENT, UNBORN, READY, STILLBORN -> {}
    }
  }

  /** The grid's name may be taken by a deployment that did not make these stacks. */
  private void refuseForeign(Map<Part, Stack> ready) {
    if (ready.containsKey(Part.CONTROL)) {
      return;
    }
    try {
      account.finder().deployed(order.grid(), account.region());
    } catch (ConfigException e) {
      return;
    }
    throw DeployException.refused(
        "grid "
            + order.grid()
            + " exists already in "
            + account.place()
            + ", and not as stack "
            + Part.CONTROL.stackName(order.grid())
            + ": take another name, or change it by what deployed it");
  }

  private List<Part> parts(Map<Part, Stack> found) {
    List<Part> parts = new ArrayList<>(List.of(Part.values()));
    Boolean ec2 = order.ec2();
    boolean runs = found.containsKey(Part.EC2);
    if (ec2 == null ? !runs : !ec2) {
      parts.remove(Part.EC2);
      if (runs) {
        ask.tell("stack " + Part.EC2.stackName(order.grid()) + " is left as it is");
      }
    }
    return parts;
  }

  /** Deletes what is left of first deployments that failed; whether that was wanted. */
  private boolean clear(Map<Part, Stack> stillborn) {
    for (Stack left : stillborn.values()) {
      String stack = left.stackName();
      if (!ask.confirm(
          "stack "
              + stack
              + " failed to be created before: "
              + stacks.whyFailed(stack)
              + ". Delete what is left of it and create it again?")) {
        return false;
      }
      stacks.delete(stack);
    }
    return true;
  }

  private boolean wanted(List<Proposal> proposals) {
    proposals.forEach(each -> ask.tell(each.text()));
    return ask.confirm(
        "Make these changes to grid " + order.grid() + " in " + account.place() + "?");
  }

  private List<String> carryOut(List<Proposal> proposals, SweeperCode code) {
    List<String> done = new ArrayList<>();
    for (Proposal each : proposals) {
      if (each.part() == Part.CONTROL) {
        try (GridData data = account.data(order.grid())) {
          data.upload(code);
        }
      }
      stacks.execute(each.stack(), each.changeSet());
      ask.tell("stack " + each.stack() + " is deployed");
      done.add(each.stack());
    }
    return done;
  }
}
