package io.htcgrid.connector;

import io.htcgrid.control.TaskState;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A connection to a grid: submits sessions, comes back to them, and tells how they go. Thread-safe;
 * a program needs one for each grid.
 *
 * <pre>{@code
 * try (HtcGrid grid = HtcGrid.connect("risk")) {
 *   Session session = grid.submit(SessionSpec.function("price").payloads(trades).build());
 *   for (TaskOutcome outcome : session.outcomes()) {
 *     System.out.println(outcome.index() + ": " + outcome.orThrow().text());
 *   }
 * }
 * }</pre>
 *
 * <p>Every error is a {@link GridException}. Methods that wait throw {@link
 * GridInterruptedException} when the thread is interrupted. Closing wakes whoever waits, with a
 * {@link GridClosedException}; sessions go on in the grid.
 */
public final class HtcGrid implements AutoCloseable {
  private final Connection connection;
  private final Submissions submissions;

  HtcGrid(Connection connection) {
    this.connection = connection;
    this.submissions = new Submissions(connection);
  }

  /**
   * Connects to a grid by its name: as environment, profile file, a running local grid or the
   * grid's SSM parameter describe it.
   *
   * @throws GridRequestException when the grid is not found, with the places looked at
   */
  public static HtcGrid connect(String grid) {
    return builder().grid(grid).connect();
  }

  /** Connects to a grid whose services are described by a configuration. */
  public static HtcGrid connect(GridConfig config) {
    return builder().config(config).connect();
  }

  /** Connects to a grid over services that the caller built, and closes. */
  public static HtcGrid connect(GridServices services) {
    return builder().services(services).connect();
  }

  /** For a connection with clients or settings of one's own. */
  public static HtcGridBuilder builder() {
    return new HtcGridBuilder();
  }

  /**
   * Submits a session; returns when every task is in the grid.
   *
   * @throws InvalidSessionException when the session cannot be submitted; nothing was sent
   * @throws ClientTokenException when its client token stands for another content
   * @throws SubmissionFailedException when it came to nothing half-way, for example because its
   *     payloads are a stream that threw
   */
  public Session submit(SessionSpec spec) {
    return connection.errors().call(() -> submissions.submit(spec));
  }

  /**
   * As {@link #submit}, on a thread of the connector. What can be refused before anything is sent
   * is refused at once, by an exception of this call. Blocks only when thousands of others wait.
   */
  public CompletableFuture<Session> submitAsync(SessionSpec spec) {
    return connection.errors().call(() -> submissions.submitAsync(spec));
  }

  /**
   * Submits several sessions, some at a time.
   *
   * @return the sessions in the order of the specs
   * @throws InvalidSessionException when one of them cannot be submitted; none was
   * @throws SubmitAllException when some could not be submitted half-way; it names the others
   */
  public List<Session> submitAll(List<SessionSpec> specs) {
    return connection.errors().call(() -> submissions.submitAll(specs));
  }

  /**
   * Comes back to a session, from wherever it was submitted.
   *
   * @throws NoSuchSessionException when there is none of that id
   */
  public Session session(SessionId id) {
    return connection.errors().call(() -> connection.session(connection.read(id).id()));
  }

  /**
   * As {@link #session(SessionId)}.
   *
   * @throws NoSuchSessionException also when the text is no session id
   */
  public Session session(String id) {
    return session(parse(id));
  }

  private SessionId parse(String id) {
    try {
      return SessionId.parse(id);
    } catch (IllegalArgumentException e) {
      throw new NoSuchSessionException(connection.services().config().grid(), id, e);
    }
  }

  /** All sessions that the grid keeps, newest first, read as the stream is. */
  public Stream<SessionSummary> sessions() {
    return connection.errors().call(() -> listing().all(connection.retention().current()));
  }

  /** The sessions created on a day (UTC), newest first, read as the stream is. */
  public Stream<SessionSummary> sessions(LocalDate day) {
    return connection.errors().call(() -> listing().created(day));
  }

  /** The sessions that have not ended, newest first. */
  public Stream<SessionSummary> openSessions() {
    return connection.errors().call(() -> listing().open());
  }

  private SessionListing listing() {
    return new SessionListing(connection.services(), connection.calls(), connection.errors());
  }

  /** The functions that were put into the grid. */
  public GridFunctions functions() {
    return new GridFunctions(connection);
  }

  /**
   * Cancels one task.
   *
   * @return the state that everyone is told, which is not CANCELLED when it had ended before
   * @throws NoSuchSessionException when there is no such session
   * @throws NoSuchTaskException when the session has no such task
   */
  public TaskState cancel(TaskId task) {
    return connection.session(task.session()).cancel(task.index());
  }

  /** What operators do with the grid: agents, draining, pausing. */
  public GridOperations operations() {
    return new GridOperations(connection);
  }

  /** Ends the connection and everything it started. Sessions go on. Idempotent. */
  @Override
  public void close() {
    connection.close();
  }
}
