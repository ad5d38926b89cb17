package io.htcgrid.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/** A runtime, and clients for it. */
final class TestRuntime implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LambdaRuntime runtime;
  private final LambdaClient client;
  private final HttpClient http = HttpClient.newHttpClient();

  private TestRuntime(LambdaRuntime runtime) {
    this.runtime = runtime;
    this.client = client(runtime.endpoint());
  }

  static TestRuntime start(FunctionsFolder functions, Consumer<RuntimeSettings.Builder> more) {
    var settings = RuntimeSettings.builder(functions.path()).slots(2);
    more.accept(settings);
    return new TestRuntime(LambdaRuntime.start(settings.build()));
  }

  /** A client as a caller would have it: an invocation is not to be repeated behind its back. */
  static LambdaClient client(URI endpoint) {
    return LambdaClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "nothing")))
        .httpClientBuilder(
            Apache5HttpClient.builder().maxConnections(50).socketTimeout(Duration.ofMinutes(2)))
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  LambdaRuntime runtime() {
    return runtime;
  }

  LambdaClient client() {
    return client;
  }

  URI uri(String path) {
    return runtime.endpoint().resolve(path);
  }

  InvokeResponse invoke(String function, String payload) {
    return invoke(function, payload, request -> {});
  }

  InvokeResponse invoke(String function, String payload, Consumer<InvokeRequest.Builder> more) {
    var request =
        InvokeRequest.builder()
            .functionName(function)
            .payload(SdkBytes.fromUtf8String(payload))
            .logType(LogType.TAIL);
    more.accept(request);
    return client.invoke(request.build());
  }

  /** The result of an invocation that is to succeed. */
  String result(String function, String payload) {
    InvokeResponse response = invoke(function, payload);
    if (response.functionError() != null) {
      throw new AssertionError(response.payload().asUtf8String());
    }
    return response.payload().asUtf8String();
  }

  static JsonNode error(InvokeResponse response) {
    if (response.functionError() == null) {
      throw new AssertionError("No error but " + response.payload().asUtf8String());
    }
    try {
      return JSON.readTree(response.payload().asByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static String log(InvokeResponse response) {
    return new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
  }

  static SdkBytes bytes(String text) {
    return SdkBytes.fromUtf8String(text);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  JsonNode health() throws IOException, InterruptedException {
    return JSON.readTree(get("/health").body());
  }

  HttpResponse<String> post(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static String path(String function) {
    return "/2015-03-31/functions/" + function + "/invocations";
  }

  @Override
  public void close() {
    client.close();
    runtime.close();
  }
}
