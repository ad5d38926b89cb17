package io.htcgrid.embedded.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Sends the bytes of a call once more, as a network that repeats them does. */
final class RepeatedCall {
  private static final int TIMEOUT_MILLIS = 10_000;

  private RepeatedCall() {}

  static void send(Context.AfterTransmission context) {
    SdkHttpRequest request = context.httpRequest();
    try {
      HttpURLConnection connection = (HttpURLConnection) request.getUri().toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      connection.setRequestMethod(request.method().name());
      request
          .headers()
          .forEach((name, values) -> connection.setRequestProperty(name, String.join(",", values)));
      if (context.requestBody().isPresent()) {
        write(context.requestBody().get(), connection);
      }
      answer(connection);
    } catch (IOException e) {
      throw new UncheckedIOException("could not repeat " + request.getUri(), e);
    }
  }

  private static void write(RequestBody body, HttpURLConnection connection) throws IOException {
    connection.setDoOutput(true);
    try (InputStream from = body.contentStreamProvider().newStream();
        OutputStream to = connection.getOutputStream()) {
      from.transferTo(to);
    }
  }

  /** The second answer is nobody's: a call that can be made once only is refused here, rightly. */
  private static void answer(HttpURLConnection connection) throws IOException {
    InputStream answer =
        connection.getResponseCode() < 400
            ? connection.getInputStream()
            : connection.getErrorStream();
    if (answer != null) {
      try (answer) {
        answer.transferTo(OutputStream.nullOutputStream());
      }
    }
  }
}
