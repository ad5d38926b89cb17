package io.htcgrid.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Invokes the no-work function over and over, one call at a time. */
record WarmInvocations(HttpClient client, HttpRequest request) implements AutoCloseable {
  private static final int WARM_UP = 2_000;
  private static final double NANOS_PER_MS = 1e6;

  WarmInvocations(URI runtime) {
    this(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
        HttpRequest.newBuilder(
                runtime.resolve("/2015-03-31/functions/" + NoWorkFolder.FUNCTION + "/invocations"))
            .POST(HttpRequest.BodyPublishers.ofString("{\"index\":1}"))
            .build());
  }

  /** The time of each of so many calls. */
  double[] milliseconds(int calls) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      call();
    }
    double[] times = new double[calls];
    for (int i = 0; i < calls; i++) {
      long begin = System.nanoTime();
      call();
      times[i] = (System.nanoTime() - begin) / NANOS_PER_MS;
    }
    return times;
  }

  private void call() throws IOException {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200 || !response.body().equals("{\"index\":1}")) {
        throw new IOException(
            "the runtime answered " + response.statusCode() + ": " + response.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Nothing to do: the client has no threads that outlive it. */
  @Override
  public void close() {}
}
