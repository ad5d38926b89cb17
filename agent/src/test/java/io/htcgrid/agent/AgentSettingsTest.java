package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.protocol.LeaseTerms;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgentSettingsTest {

  @Test
  void defaultsAreValidAndIdsDiffer() {
    AgentSettings settings = AgentSettings.builder().build();

    assertThat(settings.slots()).isPositive();
    assertThat(settings.lease()).isEqualTo(LeaseTerms.DEFAULT);
    assertThat(settings.healthPort()).isEqualTo(-1);
    assertThat(settings.healthHost()).isEqualTo("127.0.0.1");
    assertThat(settings.id()).isNotEqualTo(AgentSettings.builder().build().id());
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    assertThatThrownBy(
            () ->
                AgentSettings.builder()
                    .id("no good")
                    .slots(0)
                    .prefetch(-1)
                    .longPoll(Duration.ofSeconds(21))
                    .healthPort(70000)
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id is no good")
        .hasMessageContaining("slots is 0")
        .hasMessageContaining("prefetch is -1")
        .hasMessageContaining("longPoll is PT21S")
        .hasMessageContaining("healthPort is 70000");
  }

  @Test
  void aRuntimeIsNamedByAUrlWithAHost() {
    for (String bad : new String[] {"foo", "localhost:9001", "http:/x", "ftp://host"}) {
      assertThatThrownBy(() -> AgentSettings.builder().invokeEndpoint(URI.create(bad)).build())
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("invokeEndpoint is " + bad)
          .hasMessageContaining("http://");
    }
    URI good = URI.create("HTTP://[::1]:9001");
    assertThat(AgentSettings.builder().invokeEndpoint(good).build().invokeEndpoint())
        .isEqualTo(good);
  }
}
