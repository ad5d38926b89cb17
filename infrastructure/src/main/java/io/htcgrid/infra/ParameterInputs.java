package io.htcgrid.infra;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.ICfnConditionExpression;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;

/** Inputs as parameters of a template, which appear in it as they are asked for. */
final class ParameterInputs implements Inputs {
  private final Stack stack;
  private final Map<Input, CfnParameter> parameters = new EnumMap<>(Input.class);
  private final Map<String, Choice> conditions = new TreeMap<>();

  ParameterInputs(Stack stack) {
    this.stack = stack;
  }

  @Override
  public String text(Input input) {
    return Token.asString(parameter(input).getValue());
  }

  @Override
  public Number number(Input input) {
    return parameter(input).getValueAsNumber();
  }

  @Override
  public List<String> list(Input input) {
    return parameter(input).getValueAsList();
  }

  @Override
  public Choice given(Input input) {
    String text = input.kind().isList() ? Fn.join("", list(input)) : text(input);
    return condition("Has" + input.key(), Fn.conditionNot(Fn.conditionEquals(text, "")));
  }

  @Override
  public Choice is(Input input, String value) {
    String name = input.key() + "Is" + Character.toUpperCase(value.charAt(0)) + value.substring(1);
    return condition(name, Fn.conditionEquals(parameter(input).getValue(), value));
  }

  /** Each builds on the one before, as CloudFormation cannot compare numbers. */
  @Override
  public Choice hasLevel(int level) {
    if (level == 0) {
      return new Choice.Known(true);
    }
    String name = "HasLevel" + level;
    Choice known = conditions.get(name);
    if (known != null) {
      return known;
    }
    ICfnConditionExpression isNotFewer =
        Fn.conditionNot(
            Fn.conditionEquals(parameter(Input.PRIORITY_LEVELS).getValue(), String.valueOf(level)));
    return hasLevel(level - 1) instanceof Choice.Open before
        ? condition(name, Fn.conditionAnd(before.condition(), isNotFewer))
        : condition(name, isNotFewer);
  }

  private Choice condition(String name, ICfnConditionExpression expression) {
    return conditions.computeIfAbsent(
        name,
        id ->
            new Choice.Open(CfnCondition.Builder.create(stack, id).expression(expression).build()));
  }

  private CfnParameter parameter(Input input) {
    return parameters.computeIfAbsent(input, this::declare);
  }

  private CfnParameter declare(Input input) {
    CfnParameter.Builder parameter =
        CfnParameter.Builder.create(stack, input.key())
            .type(input.kind().type())
            .description(input.description());
    if (input.byDefault() != null) {
      parameter.defaultValue(input.byDefault());
    }
    if (!input.choices().isEmpty()) {
      parameter.allowedValues(input.choices());
    } else if (input.kind() == Input.Kind.TEXT && input.pattern() != null) {
      parameter.allowedPattern("^" + input.pattern() + "$");
    }
    if (input.minimum() != null) {
      parameter.minValue(input.minimum());
    }
    return parameter.build();
  }
}
