package io.htcgrid.local.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.TaskOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LocalGridExtensionTest {
  @RegisterExtension
  static final LocalGridExtension GRID =
      LocalGridExtension.with(settings -> settings.withSlots(2).withAllowCommand(true));

  private static String result(Session session) {
    return session.result(0).orThrow().text();
  }

  private static SessionSpec spec(String payload) {
    return SessionSpec.function("command").arguments("cat").payload(payload).build();
  }

  @Test
  void theConnectorOfTheExtensionRunsTasks() {
    assertThat(result(GRID.connector().submit(spec("\"first\"")))).isEqualTo("\"first\"");
  }

  @Test
  void theGridOfTheExtensionCanBeConnectedToAgain() {
    try (HtcGrid another = GRID.grid().connect()) {
      assertThat(result(another.submit(spec("\"second\"")))).isEqualTo("\"second\"");
    }
  }

  @Test
  void aFunctionThatTheGridDoesNotHaveFailsItsTask() {
    SessionSpec unknown = SessionSpec.function("no-such").payload("1").build();
    assertThat(GRID.connector().submit(unknown).result(0))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class, failed -> assertThat(failed.message()).contains("no-such"));
  }

  @Test
  void anExtensionThatWasNotRegisteredSaysHowToRegisterIt() {
    LocalGridExtension unregistered = LocalGridExtension.with(settings -> settings);
    assertThatThrownBy(unregistered::connector)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("@RegisterExtension");
  }
}
