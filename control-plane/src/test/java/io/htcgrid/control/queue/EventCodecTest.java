package io.htcgrid.control.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
  private static final TaskId TASK = new TaskId(Messages.SESSION, 7);

  @Provide
  Arbitrary<List<SessionEvent>> events() {
    return AnyMessage.event().list().ofMinSize(1).ofMaxSize(8);
  }

  @Property
  void everyFieldSurvivesTheTrip(@ForAll("events") List<SessionEvent> events) {
    EventCodec.Batch batch = EventCodec.encode(events, JsonMessage.MAX_BYTES);
    assertThat(batch.events()).isEqualTo(events.size());
    assertThat(batch.body()).matches("[ -\\x7f]*");
    assertThat(EventCodec.decode(batch.body())).isEqualTo(new Decoded.Value<>(events));
  }

  @Property
  void noTextMakesItThrow(@ForAll String text) {
    assertThat(EventCodec.decode(text)).isInstanceOf(Decoded.Unreadable.class);
  }

  @Test
  void eventsLookAsDocumented() {
    List<SessionEvent> events =
        List.of(
            new SessionEvent.TaskCompleted(
                TASK, BlobReference.parse("out/3f/x:10:2:6ecb6070"), new byte[] {'o', 'k'}),
            new SessionEvent.TaskFailed(
                TASK, new TaskError(FailureKind.FUNCTION_ERROR, "ValueError", "no €")),
            new SessionEvent.TaskCancelled(TASK),
            new SessionEvent.SessionEnded(
                Messages.SESSION, SessionState.FAILED, EndReason.TIMED_OUT));
    String task = "\"session\":\"01JD3V5R4F8Y0XWZ9N6K2T7M1Q\",\"index\":7";
    assertThat(EventCodec.encode(events, JsonMessage.MAX_BYTES).body())
        .isEqualTo(
            "{\"v\":1,\"events\":["
                + ("{\"type\":\"taskCompleted\"," + task)
                + ",\"result\":\"out/3f/x:10:2:6ecb6070\",\"inline\":\"b2s=\"},"
                + ("{\"type\":\"taskFailed\"," + task)
                + ",\"kind\":\"FUNCTION_ERROR\",\"errorType\":\"ValueError\","
                + "\"message\":\"no \\u20AC\"},"
                + ("{\"type\":\"taskCancelled\"," + task + "},")
                + "{\"type\":\"sessionEnded\",\"session\":\"01JD3V5R4F8Y0XWZ9N6K2T7M1Q\","
                + "\"state\":\"FAILED\",\"reason\":\"TIMED_OUT\"}]}");
  }

  @Test
  void oneMessageHoldsNoMoreThanItMay() {
    List<SessionEvent> events = IntStream.range(0, 100).mapToObj(Messages::largeEvent).toList();
    EventCodec.Batch batch = EventCodec.encode(events, JsonMessage.MAX_BYTES);
    assertThat(batch.body()).hasSizeBetween(1_000_000, JsonMessage.MAX_BYTES);
    assertThat(batch.events()).isBetween(40, 50);
    assertThat(EventCodec.decode(batch.body()))
        .isEqualTo(new Decoded.Value<>(events.subList(0, batch.events())));
  }

  @Test
  void atLeastOneEventIsSent() {
    assertThat(EventCodec.encode(List.of(Messages.largeEvent(0), Messages.largeEvent(1)), 10))
        .extracting(EventCodec.Batch::events)
        .isEqualTo(1);
  }

  @Test
  void aResultTooLongForItsEventIsNotSentInside() {
    byte[] result = new byte[SessionEvent.MAX_INLINE_BYTES + 1];
    SessionEvent event =
        new SessionEvent.TaskCompleted(TASK, BlobReference.of("out/x", 0, result), result);
    assertThat(EventCodec.encode(List.of(event), JsonMessage.MAX_BYTES).body())
        .doesNotContain("inline");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"taskPaused\"}",
        "{\"type\":\"taskFailed\",\"session\":\"01JD3V5R4F8Y0XWZ9N6K2T7M1Q\",\"index\":7,"
            + "\"kind\":\"STRUCK_BY_LIGHTNING\",\"errorType\":\"E\",\"message\":\"m\"}",
        "{\"type\":\"sessionEnded\",\"session\":\"01JD3V5R4F8Y0XWZ9N6K2T7M1Q\",\"state\":\"LOST\"}",
      })
  void anEventOfALaterReleaseIsLeftOutAlone(String event) {
    String known =
        "{\"type\":\"taskCancelled\",\"session\":\"01JD3V5R4F8Y0XWZ9N6K2T7M1Q\",\"index\":7}";
    assertThat(EventCodec.decode("{\"v\":1,\"events\":[" + event + "," + known + "]}"))
        .isEqualTo(new Decoded.Value<>(List.of(new SessionEvent.TaskCancelled(TASK))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"v\":2,\"events\":[]}",
        "{\"events\":[]}",
        "{\"v\":1}",
        "{\"v\":1,\"events\":{}}",
        "{\"v\":1,\"events\":[7]}",
        "{\"v\":1,\"events\":[{}]}",
        "{\"v\":1,\"events\":[{\"type\":7}]}",
        "{\"v\":1,\"events\":[{\"type\":\"taskCancelled\"}]}",
        "{\"v\":1,\"events\":[{\"type\":\"taskCancelled\",\"session\":\"x\",\"index\":0}]}",
        "{\"v\":1,\"events\":[]",
      })
  void aBadMessageIsUnreadable(String text) {
    assertThat(EventCodec.decode(text)).isInstanceOf(Decoded.Unreadable.class);
  }
}
