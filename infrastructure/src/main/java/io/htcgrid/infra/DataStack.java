package io.htcgrid.infra;

import io.htcgrid.data.ObjectKeys;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CfnBucketPolicy;
import software.constructs.Construct;

/** The bucket of payloads, results and functions, and ways to it from a VPC. */
final class DataStack extends GridStack {
  private static final int UNFINISHED_UPLOAD_DAYS = 2;

  DataStack(Construct scope, String id, Function<? super Stack, Inputs> inputs) {
    super(
        scope,
        id,
        "htcgrid data plane - the bucket of payloads, results and functions of a grid",
        inputs);
    CfnBucket bucket = bucket();
    policy(bucket);
    endpoint("S3Endpoint", "s3");
    endpoint("DynamoDbEndpoint", "dynamodb");
    output("BucketName", "The grid's bucket, which outlives this stack", bucket.getRef());
  }

  private CfnBucket bucket() {
    Choice key = inputs().given(Input.KEY_ARN);
    Choice logs = inputs().given(Input.ACCESS_LOG_BUCKET);
    CfnBucket bucket =
        CfnBucket.Builder.create(this, "Bucket")
            .bucketName(names().bucket())
            .bucketEncryption(encryption(key))
            .publicAccessBlockConfiguration(
                CfnBucket.PublicAccessBlockConfigurationProperty.builder()
                    .blockPublicAcls(true)
                    .blockPublicPolicy(true)
                    .ignorePublicAcls(true)
                    .restrictPublicBuckets(true)
                    .build())
            .ownershipControls(
                CfnBucket.OwnershipControlsProperty.builder()
                    .rules(
                        List.of(
                            CfnBucket.OwnershipControlsRuleProperty.builder()
                                .objectOwnership("BucketOwnerEnforced")
                                .build()))
                    .build())
            .lifecycleConfiguration(
                CfnBucket.LifecycleConfigurationProperty.builder()
                    .rules(
                        List.of(
                            expire("payloads", ObjectKeys.PAYLOADS),
                            expire("results", ObjectKeys.RESULTS),
                            CfnBucket.RuleProperty.builder()
                                .id("unfinished-uploads")
                                .status("Enabled")
                                .abortIncompleteMultipartUpload(
                                    CfnBucket.AbortIncompleteMultipartUploadProperty.builder()
                                        .daysAfterInitiation(UNFINISHED_UPLOAD_DAYS)
                                        .build())
                                .build()))
                    .build())
            .tags(gridTags())
            .build();
    String logBucket = inputs().text(Input.ACCESS_LOG_BUCKET);
    String logPrefix = names().prefix() + "/";
    if (logs instanceof Choice.Known known) {
      if (known.possible()) {
        bucket.setLoggingConfiguration(
            CfnBucket.LoggingConfigurationProperty.builder()
                .destinationBucketName(logBucket)
                .logFilePrefix(logPrefix)
                .build());
      }
    } else {
      bucket.addPropertyOverride(
          "LoggingConfiguration",
          logs.part(Map.of("DestinationBucketName", logBucket, "LogFilePrefix", logPrefix)));
    }
    bucket.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return bucket;
  }

  private CfnBucket.BucketEncryptionProperty encryption(Choice key) {
    var byDefault =
        CfnBucket.ServerSideEncryptionByDefaultProperty.builder()
            .sseAlgorithm(key.text("aws:kms", "AES256"))
            .kmsMasterKeyId(key.text(inputs().text(Input.KEY_ARN)))
            .build();
    return CfnBucket.BucketEncryptionProperty.builder()
        .serverSideEncryptionConfiguration(
            List.of(
                CfnBucket.ServerSideEncryptionRuleProperty.builder()
                    .serverSideEncryptionByDefault(byDefault)
                    .bucketKeyEnabled(true)
                    .build()))
        .build();
  }

  private CfnBucket.RuleProperty expire(String what, String prefix) {
    return CfnBucket.RuleProperty.builder()
        .id(what)
        .status("Enabled")
        .prefix(prefix)
        .expirationInDays(inputs().number(Input.RETENTION_DAYS))
        .build();
  }

  private void policy(CfnBucket bucket) {
    String arn = Arns.bucket(names());
    CfnBucketPolicy policy =
        CfnBucketPolicy.Builder.create(this, "BucketPolicy")
            .bucket(bucket.getRef())
            .policyDocument(Policies.policy(List.of(tlsOnly("s3:*", List.of(arn, arn + "/*")))))
            .build();
    policy.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }

  private void endpoint(String id, String service) {
    Choice wanted = inputs().given(Input.ENDPOINT_VPC_ID);
    if (!wanted.possible()) {
      return;
    }
    wanted.bind(
        CfnVPCEndpoint.Builder.create(this, id)
            .vpcEndpointType("Gateway")
            .vpcId(inputs().text(Input.ENDPOINT_VPC_ID))
            .serviceName("com.amazonaws." + Aws.REGION + "." + service)
            .routeTableIds(inputs().list(Input.ENDPOINT_ROUTE_TABLE_IDS))
            .build());
  }
}
