package io.htcgrid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

@ExtendWith(AwsServices.class)
final class S3ServiceTest {
  private static final int SMALLEST_PART = 5 * 1024 * 1024;
  private static final int PRECONDITION_FAILED = 412;

  private final AwsClients aws;
  private final String bucket;

  S3ServiceTest(AwsEndpoints endpoints, UniqueName bucket) {
    this.aws = new AwsClients(endpoints);
    this.bucket = bucket.value();
    aws.s3.createBucket(r -> r.bucket(this.bucket));
  }

  @AfterEach
  void deleteBucket() {
    keys("").forEach(key -> aws.s3.deleteObject(r -> r.bucket(bucket).key(key)));
    aws.s3.deleteBucket(r -> r.bucket(bucket));
    aws.close();
  }

  @Test
  void anObjectComesBackAsItWasPut() {
    byte[] bytes = bytes(100_000);
    put("in/ab/object", bytes);

    assertThat(get("in/ab/object")).isEqualTo(bytes);
  }

  @Test
  void aStreamIsPutWithoutItsChunkFraming() {
    byte[] bytes = bytes(1_000_000);
    aws.s3.putObject(
        r -> r.bucket(bucket).key("stream"),
        RequestBody.fromInputStream(new ByteArrayInputStream(bytes), bytes.length));

    assertThat(get("stream")).isEqualTo(bytes);
  }

  @Test
  void aRangeIsRead() {
    byte[] bytes = bytes(1000);
    put("object", bytes);

    assertThat(
            aws.s3
                .getObjectAsBytes(r -> r.bucket(bucket).key("object").range("bytes=100-199"))
                .asByteArray())
        .isEqualTo(Arrays.copyOfRange(bytes, 100, 200));
  }

  @Test
  void aMissingObjectIsNamed() {
    assertThatThrownBy(() -> get("missing")).isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void ifNoneMatchKeepsTheFirstObject() {
    put("once", new byte[] {1});

    assertThatThrownBy(
            () ->
                aws.s3.putObject(
                    r -> r.bucket(bucket).key("once").ifNoneMatch("*"),
                    RequestBody.fromBytes(new byte[] {2})))
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(PRECONDITION_FAILED));
    assertThat(get("once")).containsExactly(1);
  }

  @Test
  void partsAreJoined() {
    byte[] bytes = bytes(SMALLEST_PART + 1000);
    String upload = aws.s3.createMultipartUpload(r -> r.bucket(bucket).key("parts")).uploadId();
    List<CompletedPart> parts =
        List.of(
            part(upload, 1, Arrays.copyOf(bytes, SMALLEST_PART)),
            part(upload, 2, Arrays.copyOfRange(bytes, SMALLEST_PART, bytes.length)));
    aws.s3.completeMultipartUpload(
        r -> r.bucket(bucket).key("parts").uploadId(upload).multipartUpload(m -> m.parts(parts)));

    assertThat(get("parts")).isEqualTo(bytes);
  }

  private CompletedPart part(String upload, int number, byte[] bytes) {
    String tag =
        aws.s3
            .uploadPart(
                r -> r.bucket(bucket).key("parts").uploadId(upload).partNumber(number),
                RequestBody.fromBytes(bytes))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  @Test
  void manyObjectsAreListedByPrefixAndDeletedAtOnce() {
    put("out/a", new byte[1]);
    put("out/b", new byte[1]);
    put("in/c", new byte[1]);
    assertThat(keys("out/")).containsExactly("out/a", "out/b");

    aws.s3.deleteObjects(
        r -> r.bucket(bucket).delete(d -> d.objects(id("out/a"), id("out/b"), id("absent"))));

    assertThat(keys("")).containsExactly("in/c");
  }

  private List<String> keys(String prefix) {
    return aws.s3.listObjectsV2(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private static ObjectIdentifier id(String key) {
    return ObjectIdentifier.builder().key(key).build();
  }

  private void put(String key, byte[] bytes) {
    aws.s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
  }

  private byte[] get(String key) {
    return aws.s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray();
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
