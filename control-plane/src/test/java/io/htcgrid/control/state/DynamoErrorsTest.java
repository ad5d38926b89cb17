package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.LaunchData;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.SubmitLease;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** What goes wrong other than a refusal. */
@ExtendWith(AwsServices.class)
final class DynamoErrorsTest {
  private final TestTable table;

  DynamoErrorsTest(AwsEndpoints endpoints, UniqueName name) {
    table = new TestTable(endpoints, name);
  }

  @AfterEach
  void dropTable() {
    table.close();
  }

  @Test
  void theSdksExceptionsPassThrough() {
    StateTable missing = new DynamoStateTable(table.client(), "no-such-table");

    assertThatThrownBy(() -> missing.readSession(Samples.newId(), NOW))
        .isExactlyInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> missing.claim(Samples.newTask(), Samples.claim("agent"), NOW))
        .isExactlyInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aSessionTooLargeForAnItemIsRefusedBeforeItIsSent() {
    SessionSettings defaults = Samples.settings();
    SessionSettings huge =
        new SessionSettings(
            defaults.function(),
            new LaunchData(List.of("x".repeat(ItemSize.MAX_BYTES)), Map.of()),
            defaults.priority(),
            null,
            defaults.timeout(),
            null,
            defaults.retry(),
            false,
            Map.of(),
            null);
    SessionRecord session =
        Samples.session(
            Samples.newId(), huge, null, NOW, new SubmitLease("me", NOW, -1), List.of());

    assertThatThrownBy(() -> table.states().begin(session, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("session " + session.id() + ": its settings take ")
        .hasMessageContaining("use shorter arguments, environment or tags");
    assertThat(table.states().readSession(session.id(), NOW)).isEmpty();
  }

  @Test
  void anItemOfAnUnknownStateIsNamed() {
    TaskId task = Samples.claimed(table.states(), "agent").task();
    overwrite(ItemKey.run(task), "state", Attributes.text("HIBERNATING"));

    assertThatThrownBy(() -> table.states().readRun(task))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "state table item P#%s#1 T#117 has state \"HIBERNATING\", which this release does not know"
                .formatted(task.session()));
  }

  @Test
  void aSessionThatALaterReleaseEndedForAReasonOfItsOwnIsReadWithoutIt() {
    SessionId session = Samples.active(table.states(), 1);
    table.states().end(session, SessionState.CANCELLED, EndReason.TIMED_OUT, "why", NOW);
    overwrite(ItemKey.session(session), "end_reason", Attributes.text("QUOTA_EXCEEDED"));

    SessionRecord read = table.states().readSession(session, NOW).orElseThrow();

    assertThat(read.ended()).isTrue();
    assertThat(read.endReason()).isNull();
    assertThat(read.endMessage()).isEqualTo("why");
  }

  @Test
  void anItemWithoutAnAttributeItMustHaveIsNamed() {
    TaskId task = Samples.claimed(table.states(), "agent").task();
    overwrite(ItemKey.run(task), "state", null);
    overwrite(ItemKey.run(task), "attempt", Attributes.text("one"));

    assertThatThrownBy(() -> table.states().readRun(task))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "state table item P#%s#1 T#117 has no readable state".formatted(task.session()));
    overwrite(ItemKey.run(task), "state", Attributes.text("RUNNING"));
    assertThatThrownBy(() -> table.states().readRun(task))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no readable attempt");
  }

  private void overwrite(ItemKey key, String attribute, @Nullable AttributeValue value) {
    Map<String, AttributeValue> item = new HashMap<>(table.item(key));
    item.remove(attribute);
    if (value != null) {
      item.put(attribute, value);
    }
    table.client().putItem(put -> put.tableName(table.name()).item(item));
  }
}
