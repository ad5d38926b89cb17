package io.htcgrid.infra;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.CfnManagedPolicy;
import software.constructs.Construct;

/** What people and programs may do with a grid, as managed policies to attach to their roles. */
final class AccessStack extends GridStack {
  AccessStack(Construct scope, String id, Function<? super Stack, Inputs> inputs) {
    super(
        scope, id, "htcgrid access - managed policies for the users and agents of a grid", inputs);
    policy("Submitter", "submit sessions, follow and cancel them", policies().submitter());
    policy("Reader", "read sessions and results", policies().reader());
    policy("Operator", "read, cancel, pause, drain, and deliver functions", policies().operator());
    policy("Agent", "run the grid's tasks", policies().agent());
  }

  private void policy(String role, String may, Map<String, Object> document) {
    String name = names().policy(role.toLowerCase(Locale.ROOT));
    CfnManagedPolicy policy =
        CfnManagedPolicy.Builder.create(this, role)
            .managedPolicyName(name)
            .description("May " + may)
            .policyDocument(document)
            .build();
    output(role + "PolicyArn", "Lets a role " + may, policy.getRef());
  }
}
