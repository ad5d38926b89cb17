package io.htcgrid.agent;

import io.htcgrid.agent.invoke.FunctionCall;
import io.htcgrid.control.LaunchData;
import io.htcgrid.control.SessionSettings;
import io.htcgrid.control.TaskOverrides;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merges what a session says about its tasks with what one task overrides. */
final class FunctionCalls {
  private FunctionCalls() {}

  static FunctionCall of(HeldTask held, byte[] payload) {
    SessionSettings settings = held.session().settings();
    TaskOverrides overrides = held.received().message().overrides();
    String function = overrides.function();
    Duration timeout = overrides.timeout();
    return new FunctionCall(
        held.id(),
        held.claim().attempt(),
        function == null ? settings.function() : function,
        launch(settings.launch(), overrides),
        payload,
        bounded(timeout == null ? settings.taskTimeout() : timeout));
  }

  /** No task runs longer than a session may, and a longer time need not fit what counts it. */
  static @Nullable Duration bounded(@Nullable Duration timeout) {
    return timeout != null && timeout.compareTo(SessionSettings.LONGEST_TIMEOUT) > 0
        ? SessionSettings.LONGEST_TIMEOUT
        : timeout;
  }

  static LaunchData launch(LaunchData session, TaskOverrides overrides) {
    if (overrides.isNone()) {
      return session;
    }
    List<String> arguments = overrides.arguments();
    Map<String, String> environment = new HashMap<>(session.environment());
    Map<String, String> own = overrides.environment();
    if (own != null) {
      environment.putAll(own);
    }
    return new LaunchData(arguments == null ? session.arguments() : arguments, environment);
  }
}
