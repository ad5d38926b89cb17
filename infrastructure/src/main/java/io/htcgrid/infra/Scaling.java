package io.htcgrid.infra;

import java.util.List;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.CfnScalingPolicy;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;

/**
 * Capacity that follows the backlog per slot, level by level. A backlog counts messages in flight:
 * else a group would shrink while its last tasks run, and grow for tasks that run already.
 *
 * <p>Target tracking multiplies the capacity there is, which gets nowhere from none: of a group at
 * zero, an alarm sets the first capacity.
 */
final class Scaling {
  /** What the group has in service, which it counts in vCPUs. */
  static final String SLOTS = "GroupInServiceCapacity";

  private static final String QUEUES = "AWS/SQS";
  private static final String WAITING = "ApproximateNumberOfMessagesVisible";
  private static final String IN_FLIGHT = "ApproximateNumberOfMessagesNotVisible";

  /** What an instance takes until it runs tasks, in seconds. */
  private static final int WARM_UP = 180;

  private final GridStack stack;
  private final CfnAutoScalingGroup group;
  private final CfnScalingPolicy wake;

  Scaling(GridStack stack, CfnAutoScalingGroup group) {
    this.stack = stack;
    this.group = group;
    group.setDefaultInstanceWarmup(WARM_UP);
    this.wake = wake();
  }

  /** Follows the backlog of a level that there may be. */
  void follow(int level, Choice wanted) {
    wanted.bind(track(level));
    wanted.bind(alarm(level));
  }

  private CfnScalingPolicy track(int level) {
    var backlogPerSlot =
        CfnScalingPolicy.TargetTrackingMetricDataQueryProperty.builder()
            .id("perSlot")
            .expression("(FILL(waiting, 0) + FILL(inFlight, 0)) / IF(FILL(slots, 0) > 0, slots, 1)")
            .label("backlog per slot")
            .returnData(true)
            .build();
    return CfnScalingPolicy.Builder.create(stack, "BacklogPerSlot" + level)
        .autoScalingGroupName(group.getRef())
        .policyType("TargetTrackingScaling")
        .targetTrackingConfiguration(
            CfnScalingPolicy.TargetTrackingConfigurationProperty.builder()
                .targetValue(stack.inputs().number(Input.BACKLOG_PER_SLOT))
                .customizedMetricSpecification(
                    CfnScalingPolicy.CustomizedMetricSpecificationProperty.builder()
                        .metrics(
                            List.of(
                                backlogPerSlot,
                                tracked("waiting", QUEUES, WAITING, "QueueName", queue(level)),
                                tracked("inFlight", QUEUES, IN_FLIGHT, "QueueName", queue(level)),
                                tracked(
                                    "slots",
                                    "AWS/AutoScaling",
                                    SLOTS,
                                    "AutoScalingGroupName",
                                    group.getRef())))
                        .build())
                .build())
        .build();
  }

  private CfnScalingPolicy wake() {
    return CfnScalingPolicy.Builder.create(stack, "Wake")
        .autoScalingGroupName(group.getRef())
        .policyType("StepScaling")
        .adjustmentType("ExactCapacity")
        .stepAdjustments(
            List.of(
                CfnScalingPolicy.StepAdjustmentProperty.builder()
                    .metricIntervalLowerBound(0)
                    .scalingAdjustment(stack.inputs().number(Input.MIN_VCPUS))
                    .build()))
        .build();
  }

  private CfnAlarm alarm(int level) {
    return CfnAlarm.Builder.create(stack, "WorkAndNoSlots" + level)
        .alarmName(stack.names().prefix() + "-wake-p" + level)
        .alarmDescription(
            "Tasks of priority " + level + " wait and no slot is there: adds the first")
        .metrics(
            List.of(
                CfnAlarm.MetricDataQueryProperty.builder()
                    .id("unserved")
                    .expression("IF(FILL(slots, 0) < 1, FILL(waiting, 0), 0)")
                    .label("tasks without any slot")
                    .returnData(true)
                    .build(),
                watched("waiting", QUEUES, WAITING, "QueueName", queue(level)),
                watched("slots", "AWS/AutoScaling", SLOTS, "AutoScalingGroupName", group.getRef())))
        .threshold(1)
        .comparisonOperator("GreaterThanOrEqualToThreshold")
        .evaluationPeriods(1)
        .treatMissingData("notBreaching")
        .alarmActions(List.of(wake.getRef()))
        .tags(stack.gridTags())
        .build();
  }

  private String queue(int level) {
    return stack.names().taskQueue(level);
  }

  private static CfnScalingPolicy.TargetTrackingMetricDataQueryProperty tracked(
      String id, String namespace, String metric, String dimension, String value) {
    return CfnScalingPolicy.TargetTrackingMetricDataQueryProperty.builder()
        .id(id)
        .returnData(false)
        .metricStat(
            CfnScalingPolicy.TargetTrackingMetricStatProperty.builder()
                .stat("Average")
                .metric(
                    CfnScalingPolicy.MetricProperty.builder()
                        .namespace(namespace)
                        .metricName(metric)
                        .dimensions(
                            List.of(
                                CfnScalingPolicy.MetricDimensionProperty.builder()
                                    .name(dimension)
                                    .value(value)
                                    .build()))
                        .build())
                .build())
        .build();
  }

  private static CfnAlarm.MetricDataQueryProperty watched(
      String id, String namespace, String metric, String dimension, String value) {
    return CfnAlarm.MetricDataQueryProperty.builder()
        .id(id)
        .returnData(false)
        .metricStat(
            CfnAlarm.MetricStatProperty.builder()
                .stat("Maximum")
                .period(60)
                .metric(
                    CfnAlarm.MetricProperty.builder()
                        .namespace(namespace)
                        .metricName(metric)
                        .dimensions(
                            List.of(
                                CfnAlarm.DimensionProperty.builder()
                                    .name(dimension)
                                    .value(value)
                                    .build()))
                        .build())
                .build())
        .build();
  }
}
