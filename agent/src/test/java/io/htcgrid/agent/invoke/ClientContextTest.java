package io.htcgrid.agent.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.control.LaunchData;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientContextTest {
  private static final TaskId TASK = new TaskId(SessionId.parse("01JD3V5R4F8Y0XWZ9N6K2T7M1Q"), 7);

  /** The client context as a runtime hands it on: in ASCII. */
  private static int size(LaunchData launch) throws IOException {
    var call =
        new FunctionCall(TASK, 3, "f", launch, new byte[0], Duration.ofMillis(Long.MAX_VALUE));
    JsonMapper ascii = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    JsonNode context = ascii.readTree(Base64.getDecoder().decode(ClientContext.of(call)));
    return ascii.writeValueAsString(context).length();
  }

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

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "\"", "\\", "\n", "\u0001", "\u007f", "\u00e9", "\u4e2d", "\ud83d\ude00"})
  void launchDataTakesNoMoreOfTheClientContextThanItSays(String text) throws IOException {
    int around = size(LaunchData.NONE);
    for (int count : new int[] {1, 1000}) {
      var launch =
          new LaunchData(
              List.of("a", text.repeat(count)), Map.of("A", "", text, text.repeat(count)));

      // Two separators are counted that are not there, one behind each last element.
      assertThat(launch.encodedBytes() - LaunchData.NONE.encodedBytes())
          .isEqualTo(size(launch) - around + 2L);
    }
  }

  @Test
  void theLargestLaunchDataAndOverridesFitARuntimesClientContext() throws IOException {
    long launch = LaunchData.MAX_ENCODED_BYTES;
    long overrides = 3L * TaskOverrides.MAX_BYTES;

    assertThat(launch + overrides + size(LaunchData.NONE)).isLessThanOrEqualTo(96 << 10);
  }

  @Test
  void aTimeoutUnderAMillisecondIsOneForNoneMeansNoTimeout() throws IOException {
    assertThat(custom(Duration.ofNanos(5)).path("timeoutMillis").textValue()).isEqualTo("1");
    assertThat(custom(null).has("timeoutMillis")).isFalse();
  }
}
