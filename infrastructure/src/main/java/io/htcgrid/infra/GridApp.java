package io.htcgrid.infra;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.constructs.Construct;

/**
 * The CDK app: the stacks of one grid, whose inputs are context values ({@code cdk deploy -c
 * GridName=risk ...}). Stacks that need more than that are there when it is given.
 */
public final class GridApp {
  private GridApp() {}

  public static void main(String[] arguments) {
    App app = new App();
    Map<String, String> given = new TreeMap<>();
    for (Input input : Input.values()) {
      Object value = app.getNode().tryGetContext(input.key());
      if (value != null) {
        given.put(input.key(), String.valueOf(value));
      }
    }
    addStacks(app, given);
    app.synth();
  }

  /**
   * Adds a grid's stacks.
   *
   * @param given inputs by their keys
   * @throws IllegalArgumentException when inputs are wrong or missing
   */
  static void addStacks(Construct scope, Map<String, String> given) {
    GivenInputs inputs = new GivenInputs(given);
    String prefix = "htcgrid-" + inputs.text(Input.GRID_NAME);
    new DataStack(scope, prefix + "-data", stack -> inputs);
    if (inputs.has(Input.SWEEPER_CODE_KEY)) {
      new ControlStack(scope, prefix + "-control", stack -> inputs);
    }
    new AccessStack(scope, prefix + "-access", stack -> inputs);
    new ObservabilityStack(scope, prefix + "-observability", stack -> inputs);
    if (inputs.has(Input.VPC_ID)) {
      new Ec2Stack(scope, prefix + "-ec2", stack -> inputs);
    }
    if (inputs.has(Input.CLUSTER_NAME) || inputs.has(Input.OIDC_PROVIDER)) {
      new EksStack(scope, prefix + "-eks", stack -> inputs);
    }
  }
}
