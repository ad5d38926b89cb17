package io.htcgrid.cli.account;

import java.util.Map;

/** The policies of AWS that allow what deploying a grid needs, by the service of an action. */
public final class ManagedPolicies {
  private static final Map<String, String> BY_SERVICE =
      Map.ofEntries(
          Map.entry("autoscaling", "AutoScalingFullAccess"),
          Map.entry("cloudformation", "AWSCloudFormationFullAccess"),
          Map.entry("cloudwatch", "CloudWatchFullAccessV2"),
          Map.entry("dynamodb", "AmazonDynamoDBFullAccess_v2"),
          Map.entry("ec2", "AmazonEC2FullAccess"),
          Map.entry("eks", "AmazonEKSClusterPolicy"),
          Map.entry("events", "AmazonEventBridgeFullAccess"),
          Map.entry("iam", "IAMFullAccess"),
          Map.entry("kms", "AWSKeyManagementServicePowerUser"),
          Map.entry("lambda", "AWSLambda_FullAccess"),
          Map.entry("logs", "CloudWatchLogsFullAccess"),
          Map.entry("s3", "AmazonS3FullAccess"),
          Map.entry("scheduler", "AmazonEventBridgeSchedulerFullAccess"),
          Map.entry("sns", "AmazonSNSFullAccess"),
          Map.entry("sqs", "AmazonSQSFullAccess"),
          Map.entry("ssm", "AmazonSSMFullAccess"));

  private ManagedPolicies() {}

  /**
   * The policy that allows an action.
   *
   * @param action such as {@code s3:CreateBucket}
   */
  public static String of(String action) {
    int colon = action.indexOf(':');
    String service = colon < 0 ? action : action.substring(0, colon);
    return BY_SERVICE.getOrDefault(service, "AdministratorAccess");
  }
}
