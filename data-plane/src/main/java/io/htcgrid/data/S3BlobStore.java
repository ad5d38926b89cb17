package io.htcgrid.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Blobs in one S3 bucket. The client belongs to the caller, who closes it. */
public final class S3BlobStore implements BlobStore {
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final String CONTENT_TYPE = "application/octet-stream";

  private final S3Client s3;
  private final String bucket;

  public S3BlobStore(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public void put(String key, byte[] content) {
    byte[] crc32c = ByteBuffer.allocate(Integer.BYTES).putInt(Hashes.crc32c(content)).array();
    var request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentType(CONTENT_TYPE)
            .contentLength((long) content.length)
            // S3 refuses what arrives damaged.
            .checksumCRC32C(Base64.getEncoder().encodeToString(crc32c))
            .build();
    // RequestBody.fromBytes would copy the content.
    s3.putObject(
        request,
        RequestBody.fromContentProvider(
            ContentStreamProvider.fromByteArrayUnsafe(content), content.length, CONTENT_TYPE));
  }

  @Override
  public void readEach(Map<TaskId, BlobReference> references, Consumer<BlobRead> receiver) {
    ReadRange.emptyBlobs(references, receiver);
    for (ReadRange range : ReadRange.plan(references)) {
      // Outside fetch, so that no connection waits for the receiver.
      fetch(range).forEach(receiver);
    }
  }

  private List<BlobRead> fetch(ReadRange range) {
    var request =
        GetObjectRequest.builder()
            .bucket(bucket)
            .key(range.key())
            .range("bytes=" + range.start() + "-" + (range.end() - 1))
            .build();
    int bytes = (int) (range.end() - range.start());
    try {
      return range.cut(s3.getObject(request, (response, stream) -> readUpTo(bytes, stream)));
    } catch (NoSuchKeyException e) {
      return range.missing();
    } catch (S3Exception e) {
      if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
        // The object ends before the range begins.
        return range.cut(new byte[0]);
      }
      throw e;
    }
  }

  private static byte[] readUpTo(int bytes, InputStream stream) {
    try {
      return stream.readNBytes(bytes);
    } catch (IOException e) {
      // Of the exceptions a transformer throws, the SDK repeats the request for this one only.
      throw RetryableException.create("The connection broke while a blob was read", e);
    }
  }
}
