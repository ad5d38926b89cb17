package io.htcgrid.system.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares what a run with failures calls with what the generated templates allow its roles:
 * nothing is missing, and nothing is there that nobody uses, but for {@code exceptions.txt}.
 */
@ResourceLock("the SDK's system properties")
@ExtendWith(AwsServices.class)
@TestInstance(Lifecycle.PER_CLASS)
class PoliciesTest {
  private final Exceptions exceptions = Exceptions.read();
  private final Map<Principal, Recording> recordings = new EnumMap<>(Principal.class);

  @BeforeAll
  void run(AwsEndpoints aws, UniqueName name, @TempDir Path folder) {
    for (Principal each : Principal.values()) {
      recordings.put(each, new Recording(each.policy(), exceptions.refused(each)));
    }
    String script = Template.read("compute-ec2", Account.parameters()).userData();
    new InstanceCalls(script).all().forEach(recording(Principal.INSTANCE)::add);
    new FullRun(aws, name.value(), recordings).run(folder);
  }

  private Recording recording(Principal principal) {
    return Objects.requireNonNull(recordings.get(principal));
  }

  @ParameterizedTest
  @EnumSource
  void aPolicyAllowsWhatItsRoleCalls(Principal principal) {
    Recording recording = recording(principal);
    assertThat(recording.problems()).as("calls of which nobody knows what they ask").isEmpty();
    assertThat(recording.policy().missing(recording.calls())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aPolicyAllowsNothingThatItsRoleDoesNotCall(Principal principal) {
    Recording recording = recording(principal);
    assertThat(recording.policy().unused(recording.calls()))
        .as("allowed by policy %s, and not used", recording.policy().name())
        .allMatch(each -> exceptions.excuse(principal, each));
  }

  @ParameterizedTest
  @EnumSource
  void aPolicyWithoutOneOfItsActionsIsToldToLackIt(Principal principal) {
    Recording recording = recording(principal);
    Policy policy = recording.policy();
    for (PolicyStatement statement : policy.statements()) {
      for (Wildcard action : statement.actions()) {
        if (!exceptions.excuse(principal, statement.sid(), action.text())) {
          assertThat(policy.without(statement, action).missing(recording.calls()))
              .as("policy %s without %s of %s", policy.name(), action, statement.sid())
              .isNotEmpty()
              .allMatch(told -> told.contains(policy.name()) && told.contains(action.text()));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPolicyWithAnActionTooManyIsToldToAllowIt(Principal principal) {
    Recording recording = recording(principal);
    for (PolicyStatement statement : recording.policy().statements()) {
      List<Wildcard> more = new ArrayList<>(statement.actions());
      more.add(Wildcard.of("dynamodb:Scan"));
      assertThat(recording.policy().with(statement, more).unused(recording.calls()))
          .extracting(Unused::toString)
          .anyMatch(told -> told.startsWith(statement.sid() + ": dynamodb:Scan on "));
    }
  }

  @Test
  void noExceptionIsStale() {
    for (Exceptions.Line line : exceptions.lines()) {
      assertThat(Principal.values())
          .as("role of %s", line)
          .filteredOn(each -> each.toString().equals(line.principal()))
          .singleElement()
          .satisfies(
              each ->
                  assertThat(isNeeded(line, recording(each))).as("%s is needed", line).isTrue());
    }
  }

  private static boolean isNeeded(Exceptions.Line line, Recording recording) {
    return line.isRefused()
        ? recording.refusedActions().contains(line.action())
        : recording.policy().unused(recording.calls()).stream()
            .anyMatch(
                each -> each.sid().equals(line.statement()) && each.what().equals(line.action()));
  }
}
