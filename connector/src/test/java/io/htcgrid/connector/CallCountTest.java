package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every call costs money and time: their numbers are promised. */
class CallCountTest extends GridTest {
  private HtcGrid grid;

  /** A first submission pays for the grid's settings and the reply queue. */
  @BeforeEach
  void connectAndSubmit() {
    grid = opened(aws().connectWithoutRereads());
    Session first = grid.submit(tasks(1).build());
    Eventually.isTrue(() -> aws().calls().has("CreateQueue", 1) && aws().calls().has("PutItem", 3));
    first.cancel();
    echo().dropAll();
    aws().calls().take();
  }

  /** What was called since the last time, but for the reply queue's own long polls. */
  private Map<String, Integer> calls() {
    Map<String, Integer> calls = aws().calls().take();
    calls.keySet().removeAll(Set.of("DeleteMessageBatch", "ReceiveMessage"));
    return calls;
  }

  @Test
  void oneTask() {
    Session session = grid.submit(tasks(1).build());
    assertThat(calls())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                // The session and one page's definitions.
                "PutItem", 2,
                // One bundle.
                "PutObject", 1,
                "SendMessageBatch", 1,
                // Activation.
                "UpdateItem", 1,
                // The last group, for what ended meanwhile.
                "GetItem", 1));

    echo().runSome(1);
    aws().calls().take();
    try (OutcomeStream outcomes = session.outcomes()) {
      assertThat(outcomes.stream()).hasSize(1);
    }
    // By its event alone.
    assertThat(calls()).isEmpty();
  }

  @Test
  void aThousandTasks() {
    grid.submit(tasks(1000).build());
    assertThat(calls())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                // The session and ten pages' definitions.
                "PutItem", 11,
                // The first page's bundle, and that of the others.
                "PutObject", 2,
                "SendMessageBatch", 100,
                "UpdateItem", 1,
                "GetItem", 1));
  }
}
