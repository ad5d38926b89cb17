package io.htcgrid.control.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.TaskOverrides;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskMessageCodecTest {
  private static final String GOOD =
      "{\"v\":1,\"session\":\"01JD3V5R4F8Y0XWZ9N6K2T7M1Q\",\"index\":7,\"tasksInPage\":100,"
          + "\"payload\":\"in/3f/x:10:5:0a1b2c3d\"}";

  @Provide
  Arbitrary<TaskMessage> messages() {
    return AnyMessage.task();
  }

  @Property
  void everyFieldSurvivesTheTrip(@ForAll("messages") TaskMessage message) {
    assertThat(TaskMessageCodec.decode(TaskMessageCodec.encode(message)))
        .isEqualTo(new Decoded.Value<>(message));
  }

  @Property
  void theTextIsAsciiAlone(@ForAll("messages") TaskMessage message) {
    assertThat(TaskMessageCodec.encode(message)).matches("[ -\\x7f]*");
  }

  @Property
  void noTextMakesItThrow(@ForAll String text) {
    assertThat(TaskMessageCodec.decode(text)).isInstanceOf(Decoded.Unreadable.class);
  }

  @Test
  void aMessageLooksAsDocumented() {
    TaskMessage message =
        new TaskMessage(
            new TaskId(Messages.SESSION, 7),
            100,
            BlobReference.parse("in/3f/x:10:2:6ecb6070"),
            new TaskOverrides(
                "price", List.of("-v"), Map.of("B", "2", "A", "1"), Duration.ofSeconds(90)),
            new byte[] {'o', 'k'});
    assertThat(TaskMessageCodec.encode(message))
        .isEqualTo(
            "{\"v\":1,\"session\":\"01JD3V5R4F8Y0XWZ9N6K2T7M1Q\",\"index\":7,\"tasksInPage\":100,"
                + "\"payload\":\"in/3f/x:10:2:6ecb6070\","
                + "\"overrides\":{\"function\":\"price\",\"arguments\":[\"-v\"],"
                + "\"environment\":{\"A\":\"1\",\"B\":\"2\"},\"timeout\":\"PT1M30S\"},"
                + "\"inline\":\"b2s=\"}");
  }

  @Test
  void howOftenAMessageWasPutAsideIsCountedInIt() {
    TaskMessage message = Messages.task(3);
    assertThat(TaskMessageCodec.encode(message)).doesNotContain("unhandled");
    assertThat(TaskMessageCodec.encode(message.putAside().putAside()))
        .endsWith(",\"unhandled\":2}");
  }

  @Test
  void aMessageWithoutPayloadIsCompact() {
    TaskMessage message = Messages.task(TaskId.MAX_TASKS - 1);
    TaskMessage bare =
        new TaskMessage(message.task(), 100, message.payload(), TaskOverrides.NONE, null);
    assertThat(TaskMessageCodec.encode(bare)).hasSizeLessThan(400);
  }

  @Test
  void unknownFieldsOfAKnownVersionAreIgnored() {
    assertThat(TaskMessageCodec.decode(GOOD.replace("\"v\":1", "\"v\":1,\"later\":{\"deep\":[1]}")))
        .isEqualTo(TaskMessageCodec.decode(GOOD))
        .isInstanceOf(Decoded.Value.class);
  }

  @Test
  void aCopyThatDoesNotMatchItsReferenceIsLeftOut() {
    String text =
        TaskMessageCodec.encode(Messages.task(3)).replaceFirst("\"inline\":\".", "\"inline\":\"A");
    assertThat(TaskMessageCodec.decode(text))
        .isEqualTo(
            new Decoded.Value<>(
                new TaskMessage(
                    Messages.task(3).task(),
                    100,
                    Messages.task(3).payload(),
                    TaskOverrides.NONE,
                    null)));
  }

  @Test
  void aLongerCopyIsNotSent() {
    byte[] payload = new byte[TaskMessage.MAX_INLINE_BYTES + 1];
    TaskMessage message =
        new TaskMessage(
            Messages.task(0).task(),
            100,
            BlobReference.of(Messages.KEY, 0, payload),
            TaskOverrides.NONE,
            payload);
    assertThat(TaskMessageCodec.encode(message)).doesNotContain("inline");
  }

  /** Each row replaces one part of a good message; the reason must hold the last column. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"v\":1         | \"v\":2                    | version 2, and this release reads version 1",
        "\"v\":1         | \"v\":-1                   | version -1",
        "\"v\":1         | \"v\":\"1\"                | message.v is not an integer",
        "\"v\":1         | \"v\":1.0                  | message.v is not an integer",
        "\"v\":1         | \"v\":true                 | message.v is not an integer",
        "\"v\":1         | \"w\":1                    | message.v is missing",
        "\"v\":1         | \"v\":1,\"v\":1            | no JSON",
        "\"index\":7     | \"index\":10000000         | task index lies between 0 and 9999999",
        "\"index\":7     | \"index\":-1               | task index lies between",
        "\"index\":7     | \"index\":2147483648       | message.index is not an integer",
        "\"index\":7     | \"index\":1e9              | message.index is not an integer",
        "\"index\":7     | \"index\":99999999999999999999999999999999999999999 | no JSON",
        "\"index\":7     | \"index\":1e999999999      | message.index is not an integer",
        "\"index\":7     | \"index\":\"7\"            | message.index is not an integer",
        "\"index\":7     | \"index\":null             | message.index is not an integer",
        "\"index\":7     | \"index\":NaN              | no JSON",
        "\"index\":7     | \"index\":07               | no JSON",
        "\"index\":7     | \"index\":7,\"x\":         | no JSON",
        "\"tasksInPage\":100 | \"tasksInPage\":0      | cannot have 0 tasks",
        "\"tasksInPage\":100 | \"tasksInPage\":7      | is number 7 of its page",
        "\"tasksInPage\":100 | \"tasksInPage\":101    | cannot have 101 tasks",
        "\"tasksInPage\":100 | \"tasks\":100          | message.tasksInPage is missing",
        "01JD3V5R4F8Y0XWZ9N6K2T7M1Q | ../../etc/passwd | is not a session id",
        "01JD3V5R4F8Y0XWZ9N6K2T7M1Q | 01jd3v5r4f8y0xwz9n6k2t7m1q | is not a session id",
        "\"01JD3V5R4F8Y0XWZ9N6K2T7M1Q\" | [] | message.session is not a string",
        ":0a1b2c3d       | :0a1b2c3                   | is not a blob reference",
        ":10:5:          | :10:99999999:              | is not a blob reference",
        ":10:5:          | :-1:5:                     | is not a blob reference",
        "in/3f/x:10:5:0a1b2c3d | nothing              | is not a blob reference",
        "}               | ,\"inline\":7}             | message.inline is not a string",
        "}               | ,\"inline\":\"a*b\"}       | message.inline is not base64",
        "}               | ,\"overrides\":[]}         | message.overrides is no JSON object",
        "}               | ,\"overrides\":{\"function\":1}} | message.overrides.function is not",
        "}               | ,\"overrides\":{\"arguments\":\"a\"}} | arguments is not an array",
        "}               | ,\"overrides\":{\"arguments\":[1]}} | not an array of strings",
        "}               | ,\"overrides\":{\"environment\":{\"A\":1}}} | environment.A is not",
        "}               | ,\"overrides\":{\"timeout\":\"soon\"}} | no ISO 8601 duration",
        "}               | ,\"overrides\":{\"timeout\":\"PT-1S\"}} | must be positive",
        "}               | ,\"overrides\":{\"timeout\":\"P99999999999999999999D\"}} | no ISO 8601",
        "}               | ,\"unhandled\":\"1\"}    | message.unhandled is not an integer",
        "}               | ,\"unhandled\":-1}         | cannot have been put aside -1 times",
        "}               | }}                         | no JSON",
        "}               | } {}                       | no JSON",
        "}               | ``                         | no JSON",
      })
  void aBadMessageIsUnreadableAndSaysWhy(String good, String bad, String reason) {
    assertThat(GOOD).contains(good);
    assertThat(unreadable(GOOD.replace(good, bad))).contains(reason).hasSizeLessThan(300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"``", "null", "[]", "1", "\"x\"", "{", "<xml/>", "{\"v\":1}", "true"})
  void whatIsNoObjectIsUnreadable(String text) {
    assertThat(unreadable(text)).isNotBlank();
  }

  @Test
  void deepNestingIsUnreadable() {
    assertThat(unreadable("[".repeat(100_000))).contains("no JSON");
    assertThat(unreadable("{\"a\":".repeat(100_000))).contains("no JSON");
  }

  private static String unreadable(String text) {
    assertThat(TaskMessageCodec.decode(text)).isInstanceOf(Decoded.Unreadable.class);
    return ((Decoded.Unreadable<TaskMessage>) TaskMessageCodec.decode(text)).reason();
  }
}
