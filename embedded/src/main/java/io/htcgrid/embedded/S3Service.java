package io.htcgrid.embedded;

import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;

/** S3Proxy over a folder or over memory. It takes any signature. */
final class S3Service implements EmbeddedService {
  static final String NAME = "S3Proxy";
  private static final int MAX_THREADS = 64;

  private final S3Proxy proxy;
  private final BlobStore store;

  private S3Service(S3Proxy proxy, BlobStore store) {
    this.proxy = proxy;
    this.store = store;
  }

  /**
   * @param folder an existing folder for the objects, or null to keep them in memory
   * @param host the address to bind to
   * @param port 0 for a free one
   */
  static S3Service start(@Nullable Path folder, String host, int port) throws Exception {
    BlobStore store =
        folder == null
            ? new TransientNio2BlobStore()
            : new FilesystemNio2BlobStore(folder.toString());
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://" + host + ":" + port))
            .ignoreUnknownHeaders(true)
            .jettyMaxThreads(MAX_THREADS)
            // At once: a graceful stop would wait for idle connections too, and fail over them.
            .stopTimeout(0)
            .build();
    try {
      proxy.start();
    } catch (Exception e) {
      proxy.stop();
      throw e;
    }
    return new S3Service(proxy, store);
  }

  @Override
  public URI endpoint() {
    return Loopback.endpoint(proxy.getPort());
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new EmbeddedServiceException(NAME + " did not stop: " + e, e);
    } finally {
      store.close();
    }
  }
}
