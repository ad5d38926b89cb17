package io.htcgrid.agent.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.control.LaunchData;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientContextTest {
  private static final TaskId TASK = new TaskId(SessionId.parse("01JD3V5R4F8Y0XWZ9N6K2T7M1Q"), 7);

  private static JsonNode custom(@Nullable Duration timeout) throws IOException {
    var call = new FunctionCall(TASK, 3, "f", LaunchData.NONE, new byte[0], timeout);
    return JsonMapper.builder()
        .build()
        .readTree(Base64.getDecoder().decode(ClientContext.of(call)))
        .path("custom");
  }

  @Test
  void theRuntimeIsToldTheAttemptsTimeout() throws IOException {
    assertThat(custom(Duration.ofSeconds(10)).path("timeoutMillis").textValue()).isEqualTo("10000");
  }

  @Test
  void aTimeoutUnderAMillisecondIsOneForNoneMeansNoTimeout() throws IOException {
    assertThat(custom(Duration.ofNanos(5)).path("timeoutMillis").textValue()).isEqualTo("1");
    assertThat(custom(null).has("timeoutMillis")).isFalse();
  }
}
