package io.htcgrid.bench.transfer;

import io.htcgrid.agent.Agent;
import io.htcgrid.bench.grid.BenchGrid;
import io.htcgrid.bench.grid.NoWorkSession;
import io.htcgrid.connector.Session;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.data.SessionId;
import java.util.Optional;

/** Makes a session of tasks without work whose every result is there. */
final class CompletedSession {
  /** As many run in seconds; larger ones are filled with copies of what was stored of these. */
  static final int MOST_RUN = 1_000;

  private CompletedSession() {}

  /**
   * Makes one.
   *
   * @param grid with agents; it has none afterwards when there are more tasks than they run
   */
  static SessionId make(BenchGrid grid, GridClients clients, int tasks)
      throws InterruptedException {
    Session run = NoWorkSession.run(grid.connector(), Math.min(tasks, MOST_RUN));
    if (tasks <= MOST_RUN) {
      return run.id();
    }
    grid.agents().forEach(Agent::close);
    Session session = grid.connector().submit(NoWorkSession.of(tasks));
    new StoredCopies(clients, AgentsTraces.of(clients, run.id(), MOST_RUN), NoWorkSession::payload)
        .complete(read(clients, session.id()));
    // They would take more memory than all else.
    new TaskMessages(clients).purge();
    SessionState state = read(clients, session.id()).state();
    if (state != SessionState.COMPLETED) {
      throw new IllegalStateException("session " + session.id() + " is " + state);
    }
    return session.id();
  }

  private static SessionRecord read(GridClients clients, SessionId session) {
    Optional<SessionRecord> stored =
        clients.services().table().readSession(session, clients.clock().instant());
    return stored.orElseThrow(
        () -> new IllegalStateException("session " + session + " is not stored"));
  }
}
