package io.htcgrid.infra;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What cdk-nag finds and we leave as it is, each with the reason. */
enum NagException {
  /** Access logs cost as much as the requests; a grid has them when a bucket for them is named. */
  NO_ACCESS_LOGS("/htcgrid-(plain|irsa)-data/Bucket AwsSolutions-S1:.*"),

  /** SQS knows no resource for ListQueues. */
  LIST_QUEUES("/htcgrid-\\w+-control/SweeperRole AwsSolutions-IAM5\\[Resource::\\*\\]:.*"),

  /** A grid's connectors name their reply queues; objects and log streams have names of no end. */
  NAMES_UNDER_A_PREFIX(
      "/htcgrid-\\w+-(control|access|ec2)/\\w+ AwsSolutions-IAM5\\[Resource::[^*]+\\*\\]:.*"),

  /** ECR knows no resource for GetAuthorizationToken. */
  LOG_IN_TO_ECR("/htcgrid-\\w+-ec2/InstanceRole AwsSolutions-IAM5\\[Resource::\\*\\]:.*"),

  /** The group's ARN has a part that AWS makes up. */
  GROUP_ARN("/htcgrid-\\w+-ec2/InstanceRole AwsSolutions-IAM5\\[Resource::.*autoScalingGroup:.*"),

  /** What is built for Java 17 runs on 21, which Lambda supports for years; nothing needs newer. */
  JAVA_21("/htcgrid-\\w+-control/Sweeper AwsSolutions-L1:.*"),

  /**
   * The bucket's policy refuses who speaks no TLS; the rule does not follow its ARN to the bucket.
   */
  TLS_BY_ARN("/htcgrid-\\w+-data/Bucket(Policy)? AwsSolutions-S10:.*"),

  /** The launch template's disk is encrypted; the rule fails on its number of GiB, a parameter. */
  ENCRYPTED_DISK("/htcgrid-\\w+-ec2/Group CdkNagValidationFailure\\[AwsSolutions-EC26\\]:.*"),

  /** Who scales is told by alarms and the dashboard; one more mail per instance helps nobody. */
  NO_SCALING_MAILS("/htcgrid-\\w+-ec2/Group AwsSolutions-AS3:.*");

  private final Pattern finding;

  NagException(String finding) {
    this.finding = Pattern.compile(finding, Pattern.DOTALL);
  }

  static @Nullable NagException of(String found) {
    for (NagException each : values()) {
      if (each.finding.matcher(found).matches()) {
        return each;
      }
    }
    return null;
  }
}
