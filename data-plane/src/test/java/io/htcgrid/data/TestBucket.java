package io.htcgrid.data;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** A bucket of its own for one test, whose client counts the requests it sends, retries too. */
final class TestBucket implements AutoCloseable {
  final AtomicInteger gets = new AtomicInteger();
  final AtomicInteger puts = new AtomicInteger();
  final S3Client s3;
  final String name;

  TestBucket(AwsEndpoints aws, UniqueName name) {
    this.name = name.value();
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(Apache5HttpClient.builder())
            .region(Region.of(aws.region()))
            .overrideConfiguration(o -> o.addExecutionInterceptor(new Counter()));
    if (aws.s3() != null) {
      builder.endpointOverride(aws.s3()).forcePathStyle(true);
    }
    if (aws.accessKeyId() != null) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(
                  aws.accessKeyId(), Objects.requireNonNull(aws.secretAccessKey()))));
    }
    this.s3 = builder.build();
    s3.createBucket(b -> b.bucket(this.name));
  }

  BlobStore store() {
    return new S3BlobStore(s3, name);
  }

  @Override
  public void close() {
    s3.listObjectsV2Paginator(l -> l.bucket(name))
        .contents()
        .forEach(object -> s3.deleteObject(d -> d.bucket(name).key(object.key())));
    s3.deleteBucket(b -> b.bucket(name));
    s3.close();
  }

  private final class Counter implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      if (context.request() instanceof GetObjectRequest) {
        gets.incrementAndGet();
      } else if (context.request() instanceof PutObjectRequest) {
        puts.incrementAndGet();
      }
    }
  }
}
