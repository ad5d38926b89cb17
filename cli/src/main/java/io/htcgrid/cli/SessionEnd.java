package io.htcgrid.cli;

import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionStatus;
import io.htcgrid.connector.TaskInfo;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a command that waited for a session tells the shell of its end. */
final class SessionEnd {
  /** A function that nobody has, and a name that none can have. */
  private static final Set<String> NO_SUCH_FUNCTION =
      Set.of("ResourceNotFoundException", "InvalidParameterValueException");

  private SessionEnd() {}

  /** The exit code. Says so when the function could not be called, which agents alone can know. */
  static int exitCode(Console console, Session session, SessionStatus status) {
    Optional<TaskError> unavailable =
        status.state() == SessionState.FAILED && status.failed() > 0
            ? firstError(session).filter(e -> e.kind() == FailureKind.FUNCTION_UNAVAILABLE)
            : Optional.empty();
    unavailable.ifPresent(error -> console.note("htcgrid: " + error.message()));
    return unavailable.filter(error -> NO_SUCH_FUNCTION.contains(error.type())).isPresent()
        ? ExitCode.NOT_FOUND
        : StatusView.exitCode(status);
  }

  private static Optional<TaskError> firstError(Session session) {
    try (Stream<TaskInfo> failed = session.tasks(TaskState.FAILED)) {
      return failed.findFirst().map(TaskInfo::error);
    }
  }
}
