package io.htcgrid.cli;

import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionStatus;
import io.htcgrid.connector.TaskInfo;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import java.util.Optional;
import java.util.stream.Stream;

/** What a command that waited for a session tells the shell of its end. */
final class SessionEnd {
  private static final String NO_SUCH_FUNCTION = "ResourceNotFoundException";

  private SessionEnd() {}

  /** The exit code. Says so when there was no function to call, which agents alone can know. */
  static int exitCode(Console console, Session session, SessionStatus status) {
    if (status.state() == SessionState.FAILED
        && status.failed() > 0
        && firstError(session).filter(SessionEnd::isOfNoFunction).isPresent()) {
      console.note(
          "htcgrid: the agents of the grid have no function " + status.session().function());
      return ExitCode.NOT_FOUND;
    }
    return StatusView.exitCode(status);
  }

  private static Optional<TaskError> firstError(Session session) {
    try (Stream<TaskInfo> failed = session.tasks(TaskState.FAILED)) {
      return failed.findFirst().map(TaskInfo::error);
    }
  }

  private static boolean isOfNoFunction(TaskError error) {
    return error.kind() == FailureKind.FUNCTION_UNAVAILABLE
        && error.type().equals(NO_SUCH_FUNCTION);
  }
}
