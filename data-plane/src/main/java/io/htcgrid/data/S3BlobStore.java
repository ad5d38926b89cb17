package io.htcgrid.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
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
  private static final int PRECONDITION_FAILED = 412;
  private static final String CONTENT_TYPE = "application/octet-stream";

  /** A whole archive over a slow line; a line that is silent is given up much earlier. */
  private static final Duration FILE_CALL = Duration.ofHours(1);

  private static final int COPY_BYTES = 64 * 1024;

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

  @Override
  public boolean putFile(String key, Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(file + " cannot be read");
    }
    var request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentType(CONTENT_TYPE)
            .ifNoneMatch("*")
            .overrideConfiguration(call -> call.apiCallTimeout(FILE_CALL))
            .build();
    try {
      s3.putObject(request, RequestBody.fromFile(file));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public boolean fetchFile(String key, Path file, long most) throws IOException {
    var request =
        GetObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .overrideConfiguration(call -> call.apiCallTimeout(FILE_CALL))
            .build();
    try {
      return s3.getObject(
          request,
          (response, stream) -> {
            copyUpTo(most, stream, file);
            if (stream.read() >= 0) {
              // The rest would be read before the connection is used again.
              stream.abort();
            }
            return true;
          });
    } catch (NoSuchKeyException e) {
      return false;
    } catch (SdkClientException e) {
      throw fileTrouble(e).orElseThrow(() -> e);
    }
  }

  @Override
  public void delete(String key) {
    s3.deleteObject(request -> request.bucket(bucket).key(key));
  }

  /** The SDK wraps what is thrown while the file is written. */
  private static Optional<IOException> fileTrouble(SdkClientException wrapped) {
    for (Throwable each = wrapped; each != null; each = each.getCause()) {
      if (each instanceof UncheckedIOException failure) {
        return Optional.ofNullable(failure.getCause());
      }
    }
    return Optional.empty();
  }

  private static void copyUpTo(long most, InputStream from, Path file) {
    try (OutputStream to = Files.newOutputStream(file)) {
      byte[] buffer = new byte[COPY_BYTES];
      long left = most;
      while (left > 0) {
        int read = read(from, buffer, (int) Math.min(left, buffer.length));
        if (read < 0) {
          return;
        }
        to.write(buffer, 0, read);
        left -= read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int read(InputStream from, byte[] buffer, int most) {
    try {
      return from.read(buffer, 0, most);
    } catch (IOException e) {
      throw RetryableException.create("The connection broke while a file was read", e);
    }
  }
}
