package io.htcgrid.infra;

import software.amazon.awscdk.Aws;

/** ARNs in the account and region that a stack is deployed to. */
final class Arns {
  private Arns() {}

  static String of(String service, String resource) {
    return arn(service, Aws.REGION, Aws.ACCOUNT_ID, resource);
  }

  static String global(String service, String resource) {
    return arn(service, "", Aws.ACCOUNT_ID, resource);
  }

  static String table(Names names) {
    return of("dynamodb", "table/" + names.table());
  }

  static String index(Names names, String index) {
    return table(names) + "/index/" + index;
  }

  static String queue(String name) {
    return of("sqs", name);
  }

  static String bucket(Names names) {
    return arn("s3", "", "", names.bucket());
  }

  static String objects(Names names, String prefix) {
    return bucket(names) + "/" + prefix + "*";
  }

  /** Of the SSM parameter with the grid's configuration. */
  static String parameter(Names names) {
    return of("ssm", "parameter" + names.parameter());
  }

  static String policy(String name) {
    return global("iam", "policy/" + name);
  }

  static String logStreams(String group) {
    return of("logs", "log-group:" + group + ":*");
  }

  private static String arn(String service, String region, String account, String resource) {
    return "arn:" + Aws.PARTITION + ":" + service + ":" + region + ":" + account + ":" + resource;
  }
}
