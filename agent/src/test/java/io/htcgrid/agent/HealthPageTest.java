package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AwsServices.class)
class HealthPageTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private TestGrid grid;

  @BeforeEach
  void start(AwsEndpoints aws, UniqueName name) {
    grid = TestGrid.create(aws, name);
  }

  @AfterEach
  void stop() {
    grid.close();
  }

  private HttpResponse<String> get(Agent agent, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + agent.healthPort() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aRunningAgentShowsItsHealthAndItsMetrics() throws Exception {
    Agent agent = grid.agent(settings -> settings.healthPort(0).id("shown").slots(3));
    grid.awaitEnd(grid.submit(5).go().id);

    HttpResponse<String> health = get(agent, "/health");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("\"live\":true", "\"ready\":true", "\"reasons\":[]");
    HttpResponse<String> metrics = get(agent, "/metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("Content-Type"))
        .get()
        .asString()
        .startsWith("text/plain");
    String label = "{agent=\"shown\",grid=\"" + grid.name() + "\"";
    assertThat(metrics.body())
        .contains("htcgrid_agent_slots" + label + "} 3.0")
        .contains("htcgrid_agent_busy" + label + "} 0.0")
        .contains("htcgrid_agent_tasks_total" + label + ",outcome=\"completed\"} 5.0")
        .contains("htcgrid_agent_claims_total" + label + "} 5.0")
        .contains("htcgrid_agent_stage_seconds_count" + label + ",stage=\"invoke\"} 5")
        .contains("htcgrid_agent_committed_sum" + label + "} 5.0")
        .contains("htcgrid_agent_slot_idle_seconds_total")
        .contains("htcgrid_agent_leases_lost_total" + label + "} 0.0");
    assertThat(get(agent, "/other").statusCode()).isEqualTo(404);
  }

  @Test
  void aDrainingAgentIsLiveButNotReady() throws Exception {
    grid.functions.define("hangs", FunctionServer.Call::hang);
    Agent agent = grid.agent(settings -> settings.healthPort(0).drainGrace(Duration.ofSeconds(3)));
    grid.submit(1).function("hangs").go();
    Await.until("it runs", () -> !grid.functions.calls().isEmpty());

    agent.drain();

    assertThat(get(agent, "/health").statusCode()).isEqualTo(503);
    assertThat(get(agent, "/health").body()).contains("drains");
    assertThat(get(agent, "/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void aPortInUseIsOneClearSentence() {
    Agent first = grid.agent(settings -> settings.healthPort(0));

    assertThatThrownBy(() -> grid.agent(settings -> settings.healthPort(first.healthPort())))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("port " + first.healthPort())
        .hasMessageContaining("choose another");
  }
}
