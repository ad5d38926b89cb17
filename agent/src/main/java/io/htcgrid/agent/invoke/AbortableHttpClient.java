package io.htcgrid.agent.invoke;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Ties each HTTP request to the invocation that its thread makes. The SDK's synchronous clients
 * offer no other way to end a request from outside: an interrupt does not reach a thread that waits
 * for bytes of a socket.
 */
final class AbortableHttpClient implements SdkHttpClient {
  private final SdkHttpClient client;
  private final Map<Thread, Invocation> current = new ConcurrentHashMap<>();

  AbortableHttpClient(SdkHttpClient client) {
    this.client = client;
  }

  /** Requests of the calling thread belong to the invocation until {@link #leave()}. */
  void enter(Invocation invocation) {
    current.put(Thread.currentThread(), invocation);
  }

  void leave() {
    current.remove(Thread.currentThread());
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = client.prepareRequest(request);
    Invocation invocation = current.get(Thread.currentThread());
    if (invocation != null) {
      invocation.attach(prepared);
    }
    return prepared;
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }
}
