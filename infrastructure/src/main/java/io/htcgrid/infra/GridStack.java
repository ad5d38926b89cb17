package io.htcgrid.infra;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnTag;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/**
 * A stack of a grid. It finds what other stacks of the grid hold by name, so that each can be
 * deployed and removed by itself, and needs no bootstrap of the account, as it has no assets.
 */
abstract class GridStack extends Stack {
  /** Of everything that a grid pays for. */
  static final String GRID_TAG = "htcgrid:grid";

  private final Inputs inputs;
  private final Names names;

  GridStack(
      Construct scope, String id, String description, Function<? super Stack, Inputs> inputs) {
    super(
        scope,
        id,
        StackProps.builder()
            .stackName(id)
            .description(description)
            .synthesizer(BootstraplessSynthesizer.Builder.create().build())
            .analyticsReporting(false)
            .build());
    this.inputs = inputs.apply(this);
    this.names = new Names(this.inputs.text(Input.GRID_NAME));
  }

  final Inputs inputs() {
    return inputs;
  }

  final Names names() {
    return names;
  }

  final Policies policies() {
    return new Policies(names, inputs);
  }

  final List<CfnTag> gridTags() {
    return List.of(tag(GRID_TAG, names.grid()));
  }

  static CfnTag tag(String key, String value) {
    return CfnTag.builder().key(key).value(value).build();
  }

  final void output(String name, String description, String value) {
    CfnOutput.Builder.create(this, name).description(description).value(value).build();
  }

  /** A statement for a resource's own policy that refuses whoever does not speak TLS. */
  static Map<String, Object> tlsOnly(String action, Object resources) {
    return Map.of(
        "Sid",
        "TlsOnly",
        "Effect",
        "Deny",
        "Principal",
        "*",
        "Action",
        action,
        "Resource",
        resources,
        "Condition",
        Map.of("Bool", Map.of("aws:SecureTransport", "false")));
  }
}
