package io.htcgrid.control.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.control.EndReason;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskOverrides;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridConfigCodec;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/wire-formats.md} are what the codecs write. */
class DocumentedFormatsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static TaskId task(int index) {
    return new TaskId(Messages.SESSION, index);
  }

  @Test
  void theTaskMessageIsAsDocumented() throws IOException {
    byte[] payload = "{\"trade\":4711}".getBytes(StandardCharsets.UTF_8);
    TaskMessage message =
        new TaskMessage(
            task(4711),
            100,
            BlobReference.of(Messages.KEY, 1024, payload),
            new TaskOverrides(
                "price", List.of("--verbose"), Map.of("MODEL", "sabr"), Duration.ofSeconds(90)),
            payload);
    String example = example("## Task message");
    assertThat(TaskMessageCodec.encode(message)).isEqualTo(JSON.readTree(example).toString());
    assertThat(TaskMessageCodec.decode(example)).isEqualTo(new Decoded.Value<>(message));
  }

  @Test
  void eventsAreAsDocumented() throws IOException {
    byte[] result = "{\"value\":42.5}".getBytes(StandardCharsets.UTF_8);
    List<SessionEvent> events =
        List.of(
            new SessionEvent.TaskCompleted(
                task(4711),
                BlobReference.of(
                    "out/a7/01JD3V5R4F8Y0XWZ9N6K2T7M1Q/fedcba9876543210fedcba9876543210",
                    0,
                    result),
                result),
            new SessionEvent.TaskFailed(
                task(4712),
                new TaskError(FailureKind.FUNCTION_ERROR, "ValueError", "no curve for EUR")),
            new SessionEvent.TaskCancelled(task(4713)),
            new SessionEvent.SessionEnded(
                Messages.SESSION, SessionState.FAILED, EndReason.ALL_TASKS_ENDED));
    String example = example("## Events");
    assertThat(EventCodec.encode(events, JsonMessage.MAX_BYTES).body())
        .isEqualTo(JSON.readTree(example).toString());
    assertThat(EventCodec.decode(example)).isEqualTo(new Decoded.Value<>(events));
  }

  @Test
  void theConfigurationIsAsDocumented() throws IOException {
    GridConfig config =
        new GridConfig(
            "prices", "eu-central-1", null, null, null, "prices-123456789012", 3, true, false);
    String example = example("## Configuration");
    assertThat(GridConfigCodec.encode(config)).isEqualTo(JSON.readTree(example).toString());
    assertThat(GridConfigCodec.decode(example, "the example")).isEqualTo(config);
  }

  /** The first block of JSON below a heading. */
  private static String example(String heading) throws IOException {
    Path file = Path.of(System.getProperty("htcgrid.root", ".."), "docs", "wire-formats.md");
    String text = Files.readString(file);
    String fence = "```json\n";
    int start = text.indexOf(fence, text.indexOf("\n" + heading + "\n")) + fence.length();
    return text.substring(start, text.indexOf("```", start));
  }
}
