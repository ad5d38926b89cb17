package io.htcgrid.cli.deploy;

import io.htcgrid.control.config.ConfigException;
import io.htcgrid.control.config.Release;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ParameterDeclaration;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Deploys a grid, or changes one that is there. For one thread. */
public final class Deployment {
  /** The tag of everything that a grid pays for. */
  static final String GRID_TAG = "htcgrid:grid";

  private static final String GRID_NAME = "GridName";
  private static final String SWEEPER_KEY = "SweeperCodeKey";
  private static final String IMAGE_TAG = "ImageTag";

  private final Account account;
  private final Stacks stacks;
  private final Function<Part, String> templates;
  private final Path sweeper;
  private final Ask ask;
  private final Order order;

  Deployment(
      Account account, Function<Part, String> templates, Path sweeper, Ask ask, Order order) {
    this.account = account;
    this.stacks = account.stacks();
    this.templates = templates;
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
    Map<Part, Optional<Stack>> found = found();
    refuseForeign(found);
    List<Part> stillborn = stillborn(found);
    List<Part> parts = parts(found);
    Map<Part, List<ParameterDeclaration>> declared = declared(parts);
    refuseUnknown(declared);
    try (SweeperCode code = SweeperCode.pack(sweeper)) {
      Map<Part, Map<String, @Nullable String>> given = given(parts, declared, found, code.key());
      if (!clear(stillborn)) {
        return new Outcome(List.of(), false);
      }
      List<Proposal> proposals = propose(parts, found, given);
      if (proposals.isEmpty()) {
        return new Outcome(List.of(), true);
      }
      if (!wanted(proposals)) {
        takeBack(proposals);
        return new Outcome(List.of(), false);
      }
      return new Outcome(carryOut(proposals, code), true);
    }
  }

  private Map<Part, Optional<Stack>> found() {
    Map<Part, Optional<Stack>> found = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      Optional<Stack> stack = stacks.find(part.stackName(order.grid()));
      found.put(part, stack);
      stack.ifPresent(this::refuseUnready);
    }
    if (found.values().stream().flatMap(Optional::stream).anyMatch(Deployment::isReady)) {
      ask.tell(
          "grid " + order.grid() + " exists already in " + account.place() + "; this changes it");
    }
    return found;
  }

  private static boolean isReady(Stack stack) {
    return StackState.of(stack.stackStatus()) == StackState.READY;
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
  private void refuseForeign(Map<Part, Optional<Stack>> found) {
    Optional<Stack> control = found.getOrDefault(Part.CONTROL, Optional.empty());
    if (control.filter(Deployment::isReady).isPresent()) {
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

  private static List<Part> stillborn(Map<Part, Optional<Stack>> found) {
    return found.entrySet().stream()
        .filter(
            each ->
                each.getValue()
                    .filter(s -> StackState.of(s.stackStatus()) == StackState.STILLBORN)
                    .isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<Part> parts(Map<Part, Optional<Stack>> found) {
    List<Part> parts = new ArrayList<>(List.of(Part.values()));
    Boolean ec2 = order.ec2();
    boolean runs = found.getOrDefault(Part.EC2, Optional.empty()).isPresent();
    if (ec2 == null ? !runs : !ec2) {
      parts.remove(Part.EC2);
      if (runs) {
        ask.tell("stack " + Part.EC2.stackName(order.grid()) + " is left as it is");
      }
    }
    return parts;
  }

  private Map<Part, List<ParameterDeclaration>> declared(List<Part> parts) {
    Map<Part, List<ParameterDeclaration>> declared = new LinkedHashMap<>();
    for (Part part : parts) {
      declared.put(part, stacks.summary(templates.apply(part)).parameters());
    }
    return declared;
  }

  private void refuseUnknown(Map<Part, List<ParameterDeclaration>> declared) {
    Set<String> all = new HashSet<>();
    declared.values().forEach(each -> all.addAll(keys(each)));
    order.parameters().keySet().stream()
        .filter(key -> !all.contains(key))
        .sorted()
        .findFirst()
        .ifPresent(
            key -> {
              throw DeployException.usage(
                  "no stack that is deployed takes "
                      + key
                      + (key.startsWith("Vpc") || key.startsWith("Subnet") || key.endsWith("Slots")
                          ? "; it needs --compute ec2"
                          : ""));
            });
    order
        .own()
        .forEach(
            (part, parameters) -> {
              List<ParameterDeclaration> takes = declared.get(part);
              if (takes == null) {
                throw DeployException.usage(
                    "stack " + part.label() + " is not deployed; it needs --compute ec2");
              }
              Set<String> unknown = new TreeSet<>(parameters.keySet());
              unknown.removeAll(keys(takes));
              if (!unknown.isEmpty()) {
                throw DeployException.usage(
                    "stack "
                        + part.label()
                        + " has no parameter "
                        + String.join(", ", unknown)
                        + "; it has "
                        + String.join(", ", new TreeSet<>(keys(takes))));
              }
            });
  }

  private static Set<String> keys(List<ParameterDeclaration> declared) {
    return declared.stream().map(ParameterDeclaration::parameterKey).collect(Collectors.toSet());
  }

  private Map<Part, Map<String, @Nullable String>> given(
      List<Part> parts,
      Map<Part, List<ParameterDeclaration>> declared,
      Map<Part, Optional<Stack>> found,
      String sweeperKey) {
    Map<Part, Map<String, @Nullable String>> given = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (Part part : parts) {
      Map<String, @Nullable String> values = new LinkedHashMap<>();
      Set<String> before =
          found.getOrDefault(part, Optional.empty()).filter(Deployment::isReady).stream()
              .flatMap(stack -> stack.parameters().stream())
              .map(parameter -> parameter.parameterKey())
              .collect(Collectors.toSet());
      for (ParameterDeclaration each : declared.getOrDefault(part, List.of())) {
        String key = each.parameterKey();
        String value = value(part, key, sweeperKey);
        if (value != null) {
          values.put(key, value);
        } else if (before.contains(key)) {
          values.put(key, null);
        } else if (key.equals(IMAGE_TAG)) {
          values.put(key, Release.version());
        } else if (each.defaultValue() == null) {
          missing.add(part.label() + "." + key + " (" + each.description() + ")");
        }
      }
      given.put(part, values);
    }
    if (!missing.isEmpty()) {
      throw DeployException.usage(
          "these have no default: "
              + String.join("; ", missing)
              + "; give them as --parameter STACK.Key=Value");
    }
    return given;
  }

  private @Nullable String value(Part part, String key, String sweeperKey) {
    return switch (key) {
      case GRID_NAME -> order.grid();
      case SWEEPER_KEY -> {
        String asked = order.value(part, key);
        yield asked == null ? sweeperKey : asked;
      }
      default -> order.value(part, key);
    };
  }

  /** Deletes what is left of first deployments that failed; whether that was wanted. */
  private boolean clear(List<Part> stillborn) {
    for (Part part : stillborn) {
      String stack = part.stackName(order.grid());
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

  private List<Proposal> propose(
      List<Part> parts,
      Map<Part, Optional<Stack>> found,
      Map<Part, Map<String, @Nullable String>> given) {
    List<Proposal> proposals = new ArrayList<>();
    for (Part part : parts) {
      String stack = part.stackName(order.grid());
      String changeSet = account.changeSetName();
      boolean birth =
          found.getOrDefault(part, Optional.empty()).filter(Deployment::isReady).isEmpty();
      DescribeChangeSetResponse made =
          stacks.propose(
              stack,
              changeSet,
              birth,
              templates.apply(part),
              given.getOrDefault(part, Map.of()),
              Map.of(GRID_TAG, order.grid()));
      if (made == null) {
        ask.tell("stack " + stack + ": nothing changes");
      } else {
        proposals.add(
            new Proposal(part, stack, changeSet, birth, stacks.changes(stack, changeSet)));
      }
    }
    return proposals;
  }

  private boolean wanted(List<Proposal> proposals) {
    proposals.forEach(each -> ask.tell(each.text()));
    return ask.confirm(
        "Make these changes to grid " + order.grid() + " in " + account.place() + "?");
  }

  private void takeBack(List<Proposal> proposals) {
    for (Proposal each : proposals) {
      stacks.discard(each.stack(), each.changeSet());
      if (each.birth()) {
        stacks.delete(each.stack());
      }
    }
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
