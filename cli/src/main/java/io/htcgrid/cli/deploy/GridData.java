package io.htcgrid.cli.deploy;

import io.htcgrid.cli.account.Caller;
import io.htcgrid.control.config.ConfigException;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a grid holds and its stacks leave: bucket and state table. For one thread. */
final class GridData implements AutoCloseable {
  private final GridClients clients;
  private final String bucket;
  private final String table;
  private final Patience patience;

  private GridData(GridClients clients, Patience patience) {
    this.clients = clients;
    this.bucket = clients.config().bucket();
    this.table = clients.config().stateTableName();
    this.patience = patience;
  }

  static GridData open(String grid, Caller caller, Patience patience) {
    String bucket = "htcgrid-" + grid + "-" + caller.account() + "-" + caller.region();
    try {
      GridConfig config =
          new GridConfig(
              grid,
              caller.region(),
              null,
              null,
              null,
              bucket,
              GridConfig.DEFAULT_PRIORITY_LEVELS,
              true,
              false);
      return new GridData(GridClients.open(config), patience);
    } catch (ConfigException e) {
      throw DeployException.usage(String.valueOf(e.getMessage()));
    }
  }

  /** Puts code where the stacks look for it, unless it is there. */
  void upload(SweeperCode code) {
    S3Client s3 = clients.s3();
    try {
      s3.headObject(request -> request.bucket(bucket).key(code.key()));
    } catch (NoSuchKeyException e) {
      told(
          "s3:PutObject",
          () ->
              s3.putObject(
                  request -> request.bucket(bucket).key(code.key()),
                  RequestBody.fromFile(code.zip())));
    } catch (SdkException e) {
      throw DeployException.of(e, "s3:GetObject");
    }
  }

  /** What is there, in words. */
  List<String> contents() {
    List<String> contents = new ArrayList<>();
    if (description().isPresent()) {
      contents.add("state table " + table);
    }
    objects().ifPresent(objects -> contents.add("bucket " + bucket + " with " + objects));
    return contents;
  }

  /** Empty: there is no bucket. */
  private Optional<String> objects() {
    try {
      ListObjectVersionsResponse first = versions();
      int count = first.versions().size();
      return Optional.of(
          Boolean.TRUE.equals(first.isTruncated())
              ? "more than " + count + " objects"
              : count == 1 ? "1 object" : count + " objects");
    } catch (NoSuchBucketException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw DeployException.of(e, "s3:ListBucketVersions");
    }
  }

  private ListObjectVersionsResponse versions() {
    return clients.s3().listObjectVersions(request -> request.bucket(bucket));
  }

  private Optional<TableDescription> description() {
    try {
      return Optional.of(
          clients.dynamoDb().describeTable(request -> request.tableName(table)).table());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw DeployException.of(e, "dynamodb:DescribeTable");
    }
  }

  /** Deletes table and bucket with all that is in them; what is gone already is no error. */
  void delete() {
    unprotect();
    if (description().filter(there -> there.tableStatus() != TableStatus.DELETING).isPresent()) {
      DynamoDbClient dynamoDb = clients.dynamoDb();
      told("dynamodb:DeleteTable", () -> dynamoDb.deleteTable(request -> request.tableName(table)));
    }
    await(there -> true);
    empty();
    deleteBucket();
  }

  /** Takes the table's deletion protection away. */
  void unprotect() {
    if (description()
        .filter(there -> Boolean.TRUE.equals(there.deletionProtectionEnabled()))
        .isEmpty()) {
      return;
    }
    DynamoDbClient dynamoDb = clients.dynamoDb();
    told(
        "dynamodb:UpdateTable",
        () ->
            dynamoDb.updateTable(
                request -> request.tableName(table).deletionProtectionEnabled(false)));
    await(there -> there.tableStatus() == TableStatus.UPDATING);
  }

  /** Waits until the table is not so, or is gone. */
  private void await(Predicate<TableDescription> busy) {
    Patience.Wait wait = patience.begin();
    Optional<TableDescription> now = description().filter(busy);
    while (now.isPresent()) {
      wait.pause(
          "state table " + table + " is " + now.get().tableStatusAsString(),
          "'aws dynamodb describe-table --table-name " + table + "'");
      now = description().filter(busy);
    }
  }

  /** Deletes all objects, their versions, and unfinished uploads. */
  void empty() {
    S3Client s3 = clients.s3();
    try {
      List<ObjectIdentifier> some = someVersions();
      while (!some.isEmpty()) {
        List<ObjectIdentifier> these = some;
        s3.deleteObjects(
            request -> request.bucket(bucket).delete(delete -> delete.objects(these).quiet(true)));
        some = someVersions();
      }
      s3.listMultipartUploads(request -> request.bucket(bucket))
          .uploads()
          .forEach(
              upload ->
                  s3.abortMultipartUpload(
                      request ->
                          request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
    } catch (NoSuchBucketException e) {
      return;
    } catch (SdkException e) {
      throw DeployException.of(e, "s3:DeleteObjectVersion");
    }
  }

  private void deleteBucket() {
    try {
      clients.s3().deleteBucket(request -> request.bucket(bucket));
    } catch (NoSuchBucketException e) {
      return;
    } catch (S3Exception e) {
      if ("BucketNotEmpty".equals(e.awsErrorDetails().errorCode())) {
        throw DeployException.refused(
            "bucket "
                + bucket
                + " is not empty: something still writes to it; stop that and run the same command"
                + " again");
      }
      throw DeployException.of(e, "s3:DeleteBucket");
    } catch (SdkException e) {
      throw DeployException.of(e, "s3:DeleteBucket");
    }
  }

  private List<ObjectIdentifier> someVersions() {
    ListObjectVersionsResponse page = versions();
    List<ObjectIdentifier> all = new ArrayList<>();
    page.versions().forEach(each -> all.add(version(each.key(), each.versionId())));
    page.deleteMarkers().forEach(each -> all.add(version(each.key(), each.versionId())));
    return all;
  }

  private static ObjectIdentifier version(String key, String id) {
    return ObjectIdentifier.builder().key(key).versionId(id).build();
  }

  private static <T> T told(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw DeployException.of(e, action);
    }
  }

  @Override
  public void close() {
    clients.close();
  }
}
