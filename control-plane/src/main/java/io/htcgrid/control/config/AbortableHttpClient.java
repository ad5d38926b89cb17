package io.htcgrid.control.config;

import java.io.IOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Makes calls that time out fail as such. Apache's client throws a {@code CancellationException} or
 * {@code IllegalStateException} when a request is aborted before it has a connection; the SDK takes
 * neither for a failed call, and would neither repeat it nor wrap it.
 */
record AbortableHttpClient(SdkHttpClient client) implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Request(client.prepareRequest(request));
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  /** One attempt; aborted by the thread that watches its time. */
  private static final class Request implements ExecutableHttpRequest {
    private final ExecutableHttpRequest request;
    private volatile boolean aborted;

    Request(ExecutableHttpRequest request) {
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      try {
        return request.call();
      } catch (RuntimeException e) {
        if (aborted) {
          throw new IOException("the call was aborted before it had a connection", e);
        }
        throw e;
      }
    }

    @Override
    public void abort() {
      aborted = true;
      request.abort();
    }
  }
}
