package io.htcgrid.system.policy;

import io.htcgrid.control.config.GridConfig;
import java.util.Map;

/**
 * The resources of a grid by their ARNs, as if it had been deployed under the name {@value #GRID}.
 *
 * @param here the grid as it is run; what is not its own keeps its name
 */
record Account(GridConfig here) {
  static final String GRID = "its-grid";

  private static final String ID = "123456789012";
  private static final String REGION = "eu-central-1";
  private static final String BUCKET = "htcgrid-" + GRID + "-" + ID + "-" + REGION;

  /** What the templates are given, and what CloudFormation knows by itself. */
  static Map<String, String> parameters() {
    return Map.of(
        "GridName",
        GRID,
        "KeyArn",
        arn("kms", "key/its-key"),
        "ImageTag",
        "1",
        "AWS::Partition",
        "aws",
        "AWS::Region",
        REGION,
        "AWS::AccountId",
        ID,
        "AWS::URLSuffix",
        "amazonaws.com");
  }

  static String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + REGION + ":" + ID + ":" + resource;
  }

  String table(String name) {
    return arn("dynamodb", "table/" + deployed(name));
  }

  String index(String table, String index) {
    return table(table) + "/index/" + index;
  }

  String queue(String name) {
    return arn("sqs", deployed(name));
  }

  /** A queue by its URL, which ends in its name. */
  String queueAt(String url) {
    return queue(url.substring(url.lastIndexOf('/') + 1));
  }

  String bucket(String name) {
    return "arn:aws:s3:::" + (name.equals(here.bucket()) ? BUCKET : name);
  }

  String object(String bucket, String key) {
    return bucket(bucket) + "/" + key;
  }

  String parameter(String name) {
    return arn("ssm", "parameter" + name.replace("/" + here.grid() + "/", "/" + GRID + "/"));
  }

  private String deployed(String name) {
    return name.startsWith(here.grid() + "-") ? GRID + name.substring(here.grid().length()) : name;
  }
}
