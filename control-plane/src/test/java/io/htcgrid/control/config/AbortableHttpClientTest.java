package io.htcgrid.control.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

class AbortableHttpClientTest {
  @Test
  void aCallAbortedWhileItWaitsForAConnectionFailsAsAnyOther() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SdkHttpClient client = ClientSettings.httpClient(1, true)) {
      URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      ExecutableHttpRequest holder = request(client, address);
      FutureTask<Throwable> held = start(holder);
      try (Socket connection = silent.accept()) {
        assertThat(connection.isConnected()).isTrue();
        ExecutableHttpRequest second = request(client, address);
        FutureTask<Throwable> failure = new FutureTask<>(() -> failureOf(second));
        Thread waiting = new Thread(failure, "waiting");
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
          Thread.onSpinWait();
        }
        second.abort();
        assertThat(failure.get()).isInstanceOf(IOException.class);
        holder.abort();
        assertThat(held.get()).isInstanceOf(IOException.class);
      }
    }
  }

  private static ExecutableHttpRequest request(SdkHttpClient client, URI address) {
    return client.prepareRequest(
        HttpExecuteRequest.builder()
            .request(SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(address).build())
            .build());
  }

  private static FutureTask<Throwable> start(ExecutableHttpRequest request) {
    FutureTask<Throwable> failure = new FutureTask<>(() -> failureOf(request));
    new Thread(failure, "held").start();
    return failure;
  }

  private static Throwable failureOf(ExecutableHttpRequest request) {
    try {
      request.call();
      return new AssertionError("the call was answered");
    } catch (IOException | RuntimeException e) {
      return e;
    }
  }
}
