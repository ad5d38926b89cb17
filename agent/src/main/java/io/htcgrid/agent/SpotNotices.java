package io.htcgrid.agent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the metadata service of an EC2 instance (version 2) whether the instance is about to be
 * taken away, two minutes ahead, or at a raised risk of it; either drains the agent. Elsewhere than
 * on EC2 nobody answers, which is no trouble. For one thread.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html">AWS:
 *     Spot instance interruption notices</a>
 */
final class SpotNotices {
  private static final Logger LOG = LoggerFactory.getLogger(SpotNotices.class);

  /** As often as AWS recommends. */
  static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String TOKEN_SECONDS = "21600";
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  /** Each is 404 until there is a notice. */
  private static final List<String> NOTICES =
      List.of(
          "/latest/meta-data/spot/instance-action",
          "/latest/meta-data/events/recommendations/rebalance");

  private final URI endpoint;
  private final Runnable drain;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .version(HttpClient.Version.HTTP_1_1)
          // The service is the instance's own: no proxy reaches it.
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private @Nullable String token;
  private boolean noticed;

  /**
   * @param endpoint of the metadata service
   * @param drain called once, when there is a notice
   */
  SpotNotices(URI endpoint, Runnable drain) {
    this.endpoint = endpoint;
    this.drain = drain;
  }

  /** Asks once. */
  void look() {
    try {
      for (String notice : NOTICES) {
        ask(notice);
      }
    } catch (IOException e) {
      LOG.debug("the instance's metadata could not be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(String notice) throws IOException, InterruptedException {
    String valid = token == null ? newToken() : token;
    token = valid;
    if (noticed || valid == null) {
      return;
    }
    HttpResponse<String> response =
        send(HttpRequest.newBuilder().header("X-aws-ec2-metadata-token", valid).GET(), notice);
    if (response.statusCode() == OK) {
      noticed = true;
      LOG.warn("EC2 gives notice ({}): {}", notice, response.body().strip());
      drain.run();
    } else if (response.statusCode() == UNAUTHORIZED) {
      token = null;
    }
  }

  private @Nullable String newToken() throws IOException, InterruptedException {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder()
                .header("X-aws-ec2-metadata-token-ttl-seconds", TOKEN_SECONDS)
                .PUT(HttpRequest.BodyPublishers.noBody()),
            "/latest/api/token");
    return response.statusCode() == OK ? response.body() : null;
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String path)
      throws IOException, InterruptedException {
    return http.send(
        request.uri(endpoint.resolve(path)).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
