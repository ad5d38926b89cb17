package io.htcgrid.control.config;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A grid's bucket as a resource. */
final class GridBucket {
  /** The one region that must not be named when a bucket is created in it. */
  private static final String REGION_UNNAMED = "us-east-1";

  private static final Logger LOG = LoggerFactory.getLogger(GridBucket.class);

  /** How S3 answers that a bucket is not empty. */
  private static final int CONFLICT = 409;

  private static final int ROUNDS = 5;

  private final GridConfig config;
  private final S3Client s3;

  GridBucket(GridConfig config, S3Client s3) {
    this.config = config;
    this.s3 = s3;
  }

  void create() {
    CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(config.bucket());
    String region = s3.serviceClientConfiguration().region().id();
    if (!region.equals(REGION_UNNAMED)) {
      request.createBucketConfiguration(where -> where.locationConstraint(region));
    }
    try {
      s3.createBucket(request.build());
    } catch (BucketAlreadyOwnedByYouException e) {
      LOG.debug("Bucket {} was created before", config.bucket());
    }
  }

  /** What is put while the bucket is emptied is deleted too, by a few more rounds. */
  void delete() {
    for (int round = 1; ; round++) {
      try {
        empty();
        s3.deleteBucket(request -> request.bucket(config.bucket()));
        return;
      } catch (NoSuchBucketException e) {
        LOG.debug("Bucket {} was deleted before", config.bucket());
        return;
      } catch (S3Exception e) {
        if (e.statusCode() != CONFLICT || round == ROUNDS) {
          throw e;
        }
      }
    }
  }

  private void empty() {
    ListObjectsV2Response part;
    do {
      part = s3.listObjectsV2(request -> request.bucket(config.bucket()));
      delete(part);
    } while (Boolean.TRUE.equals(part.isTruncated()));
  }

  private void delete(ListObjectsV2Response part) {
    List<ObjectIdentifier> keys =
        part.contents().stream()
            .map(object -> ObjectIdentifier.builder().key(object.key()).build())
            .toList();
    if (!keys.isEmpty()) {
      s3.deleteObjects(
          request -> request.bucket(config.bucket()).delete(delete -> delete.objects(keys)));
    }
  }
}
