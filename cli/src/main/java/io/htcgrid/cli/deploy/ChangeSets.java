package io.htcgrid.cli.deploy;

import io.htcgrid.control.config.Release;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ParameterDeclaration;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Makes the change sets of an order, and takes them back. For one thread. */
final class ChangeSets {
  /** The tag of everything that a grid pays for. */
  private static final String GRID_TAG = "htcgrid:grid";

  private static final String GRID_NAME = "GridName";
  private static final String SWEEPER_KEY = "SweeperCodeKey";
  private static final String IMAGE_TAG = "ImageTag";

  private final Account account;
  private final Stacks stacks;
  private final Function<Part, String> templates;
  private final Ask ask;
  private final Order order;

  ChangeSets(Account account, Function<Part, String> templates, Ask ask, Order order) {
    this.account = account;
    this.stacks = account.stacks();
    this.templates = templates;
    this.ask = ask;
    this.order = order;
  }

  /**
   * The parameters of these stacks.
   *
   * @throws DeployException when a value was given that none of them takes
   */
  Map<Part, List<ParameterDeclaration>> declared(List<Part> parts) {
    Map<Part, List<ParameterDeclaration>> declared = new LinkedHashMap<>();
    for (Part part : parts) {
      declared.put(part, stacks.summary(templates.apply(part)).parameters());
    }
    refuseUnknown(declared);
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

  /**
   * What the parameters of each stack get.
   *
   * @param ready the stacks that are deployed
   * @return by their keys; null: what they have
   * @throws DeployException when one has no value and no default
   */
  Map<Part, Map<String, @Nullable String>> values(
      Map<Part, List<ParameterDeclaration>> declared, Map<Part, Stack> ready, String sweeperKey) {
    Map<Part, Map<String, @Nullable String>> given = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (Map.Entry<Part, List<ParameterDeclaration>> declaration : declared.entrySet()) {
      Part part = declaration.getKey();
      Map<String, @Nullable String> values = new LinkedHashMap<>();
      Set<String> before = before(ready.get(part));
      for (ParameterDeclaration each : declaration.getValue()) {
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

  private static Set<String> before(@Nullable Stack stack) {
    return stack == null
        ? Set.of()
        : stack.parameters().stream().map(Parameter::parameterKey).collect(Collectors.toSet());
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

  /** Makes the change sets, of stacks that would change; of the others nothing is left. */
  List<Proposal> propose(Map<Part, Map<String, @Nullable String>> values, Map<Part, Stack> ready) {
    List<Proposal> proposals = new ArrayList<>();
    for (Map.Entry<Part, Map<String, @Nullable String>> each : values.entrySet()) {
      Part part = each.getKey();
      String stack = part.stackName(order.grid());
      String changeSet = account.changeSetName();
      boolean birth = !ready.containsKey(part);
      DescribeChangeSetResponse made =
          stacks.propose(
              stack,
              changeSet,
              birth,
              templates.apply(part),
              each.getValue(),
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

  /** Deletes what {@link #propose} made. */
  void takeBack(List<Proposal> proposals) {
    for (Proposal each : proposals) {
      stacks.discard(each.stack(), each.changeSet());
      if (each.birth()) {
        stacks.delete(each.stack());
      }
    }
  }
}
