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
  private CompletedSession() {}

  /**
   * Makes one.
   *
   * @param grid with agents; it has none afterwards when there are more tasks than they run
   * @param mostRun tasks that agents run; a session of more is filled with copies of what was
   *     stored of so many
   */
  static SessionId make(BenchGrid grid, GridClients clients, int tasks, int mostRun)
      throws InterruptedException {
    Session run = NoWorkSession.run(grid.connector(), Math.min(tasks, mostRun));
    if (tasks <= mostRun) {
      return run.id();
    }
    grid.agents().forEach(Agent::close);
    Session session = grid.connector().submit(NoWorkSession.of(tasks));
    new StoredCopies(clients, AgentsTraces.of(clients, run.id(), mostRun), NoWorkSession::payload)
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
