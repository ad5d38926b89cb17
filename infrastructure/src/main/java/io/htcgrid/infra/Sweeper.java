package io.htcgrid.infra;

import io.htcgrid.control.sweep.lambda.SweeperHandler;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.logs.CfnLogGroup;

/** The sweeper as a Lambda function that runs every minute. */
final class Sweeper {
  private static final int MEMORY_MIB = 512;
  private static final int TIMEOUT_SECONDS = 300;

  private final GridStack stack;
  private final Names names;
  private final Inputs inputs;

  Sweeper(GridStack stack) {
    this.stack = stack;
    this.names = stack.names();
    this.inputs = stack.inputs();
  }

  /**
   * Adds it to its stack.
   *
   * @param config by which it finds the grid
   */
  void addTo(CfnResource config) {
    CfnLogGroup logs =
        CfnLogGroup.Builder.create(stack, "SweeperLogs")
            .logGroupName(names.sweeperLogs())
            .retentionInDays(inputs.number(Input.LOG_RETENTION_DAYS))
            .tags(stack.gridTags())
            .build();
    CfnFunction function = function(role(), logs);
    function.addResourceDependency(config);
    schedule(function);
    stack.output("SweeperFunction", "The sweeper", function.getRef());
  }

  private CfnRole role() {
    return CfnRole.Builder.create(stack, "SweeperRole")
        .roleName(names.sweeper())
        .assumeRolePolicyDocument(Policies.trust("lambda.amazonaws.com", "sts:AssumeRole"))
        .permissionsBoundary(
            inputs
                .given(Input.PERMISSIONS_BOUNDARY_ARN)
                .text(inputs.text(Input.PERMISSIONS_BOUNDARY_ARN)))
        .policies(
            List.of(
                CfnRole.PolicyProperty.builder()
                    .policyName("sweep")
                    .policyDocument(stack.policies().sweeper())
                    .build()))
        .tags(stack.gridTags())
        .build();
  }

  private CfnFunction function(CfnRole role, CfnLogGroup logs) {
    String bucket =
        inputs.given(Input.CODE_BUCKET).text(inputs.text(Input.CODE_BUCKET), names.bucket());
    return CfnFunction.Builder.create(stack, "Sweeper")
        .functionName(names.sweeper())
        .description("Repairs what crashes left behind in a grid")
        .runtime("java21")
        .handler(SweeperHandler.class.getName())
        .code(
            CfnFunction.CodeProperty.builder()
                .s3Bucket(bucket)
                .s3Key(inputs.text(Input.SWEEPER_CODE_KEY))
                .build())
        .role(role.getAttrArn())
        .memorySize(MEMORY_MIB)
        .timeout(TIMEOUT_SECONDS)
        .environment(
            CfnFunction.EnvironmentProperty.builder()
                .variables(Map.of("HTCGRID_GRID", names.grid()))
                .build())
        .loggingConfig(CfnFunction.LoggingConfigProperty.builder().logGroup(logs.getRef()).build())
        .tags(stack.gridTags())
        .build();
  }

  private void schedule(CfnFunction function) {
    // The next one comes in a minute.
    CfnEventInvokeConfig.Builder.create(stack, "SweeperRetries")
        .functionName(function.getRef())
        .qualifier("$LATEST")
        .maximumRetryAttempts(0)
        .maximumEventAgeInSeconds(60)
        .build();
    CfnRule rule =
        CfnRule.Builder.create(stack, "EveryMinute")
            .name(names.sweeper())
            .description("Runs the sweeper")
            .scheduleExpression("rate(1 minute)")
            .state("ENABLED")
            .targets(
                List.of(
                    CfnRule.TargetProperty.builder()
                        .id("sweeper")
                        .arn(function.getAttrArn())
                        .build()))
            .build();
    CfnPermission.Builder.create(stack, "MayRunSweeper")
        .action("lambda:InvokeFunction")
        .functionName(function.getRef())
        .principal("events.amazonaws.com")
        .sourceArn(rule.getAttrArn())
        .build();
  }
}
