package io.htcgrid.control.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.htcgrid.control.TaskOverrides;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that someone might put on a queue, and mutations of good ones: read or unreadable. */
class HostileMessagesTest {
  private static final long SEED = Long.getLong("htcgrid.seed", 3);
  private static final int MUTATIONS = 5_000;

  /** What parsers stumble over. */
  private static final List<String> TOKENS =
      List.of(
          "null",
          "NaN",
          "-1",
          "1e999999999",
          "-0.0",
          "9".repeat(400),
          "[".repeat(200),
          "{\"a\":".repeat(200),
          "\"".repeat(3),
          "\\",
          "\\u0000",
          "\\ud800",
          "\0",
          "\ufeff",
          "\ud800",
          "\uffff",
          "/*",
          ",",
          ":",
          "}",
          "]",
          "\"v\":1,",
          "x".repeat(30_000));

  static List<String> taskMessages() {
    return corpus("task-messages.txt");
  }

  static List<String> sessionEvents() {
    return corpus("session-events.txt");
  }

  @ParameterizedTest
  @MethodSource("taskMessages")
  void aHostileTaskMessageIsUnreadableForAReason(String body) {
    assertUnreadable(TaskMessageCodec.decode(body));
  }

  @ParameterizedTest
  @MethodSource("sessionEvents")
  void aHostileEventIsUnreadableForAReason(String body) {
    assertUnreadable(EventCodec.decode(body));
  }

  @Test
  void noMutationOfATaskMessageBreaksItsReader() {
    TaskMessage message =
        new TaskMessage(
            new TaskId(Messages.SESSION, 7),
            100,
            BlobReference.of("in/3f/x", 10, new byte[] {'o', 'k'}),
            new TaskOverrides("f", List.of("-v", ""), Map.of("A", "1"), Duration.ofSeconds(90)),
            new byte[] {'o', 'k'});
    mutate(
        TaskMessageCodec.encode(message),
        TaskMessageCodec::decode,
        value -> TaskMessageCodec.decode(TaskMessageCodec.encode(value)));
  }

  @Test
  void noMutationOfAnEventBreaksItsReader() {
    List<SessionEvent> events = List.of(Messages.largeEvent(0), Messages.largeEvent(1));
    mutate(
        EventCodec.encode(events, JsonMessage.MAX_BYTES).body().replaceAll("A{9,}", "AAAA"),
        EventCodec::decode,
        value -> EventCodec.decode(EventCodec.encode(value, JsonMessage.MAX_BYTES).body()));
  }

  /** What is read in spite of a mutation is a value like any other. */
  private static <T> void mutate(
      String good, Function<String, Decoded<T>> decode, Function<T, Decoded<T>> again) {
    Random random = new Random(SEED);
    for (int i = 0; i < MUTATIONS; i++) {
      String body = mutation(good, random);
      assertThatCode(
              () -> {
                Decoded<T> decoded = decode.apply(body);
                if (decoded instanceof Decoded.Unreadable<T>) {
                  assertUnreadable(decoded);
                } else if (!decoded.equals(new Decoded.Value<>(List.of()))) {
                  assertThat(again.apply(((Decoded.Value<T>) decoded).value())).isEqualTo(decoded);
                }
              })
          .as("seed %d, mutation %d: %.1000s", SEED, i, body)
          .doesNotThrowAnyException();
    }
  }

  private static String mutation(String good, Random random) {
    StringBuilder body = new StringBuilder(good);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int from = random.nextInt(body.length() + 1);
      int to = Math.min(body.length(), from + random.nextInt(9));
      switch (random.nextInt(4)) {
        case 0 -> body.delete(from, to);
        case 1 -> body.insert(from, body.substring(from, to));
        case 2 -> body.replace(from, to, Character.toString(random.nextInt(0x3000)));
        default -> body.replace(from, to, TOKENS.get(random.nextInt(TOKENS.size())));
      }
    }
    return body.toString();
  }

  private static void assertUnreadable(Decoded<?> decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Unreadable.class);
    assertThat(((Decoded.Unreadable<?>) decoded).reason()).isNotBlank().hasSizeLessThan(300);
  }

  private static List<String> corpus(String name) {
    try (InputStream in =
        Objects.requireNonNull(HostileMessagesTest.class.getResourceAsStream("/hostile/" + name))) {
      return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
