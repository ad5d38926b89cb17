package io.htcgrid.connector.submit;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.PageId;
import io.htcgrid.data.PayloadBundle;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Checks that the tasks are those of a session that is submitted already; writes nothing. */
final class ComparePages implements PageWork {
  private final StateTable table;
  private final Calls calls;
  private final SessionRecord session;

  ComparePages(StateTable table, Calls calls, SessionRecord session) {
    this.table = table;
    this.calls = calls;
    this.session = session;
  }

  static SubmitResult.OtherContent otherContent(SessionRecord session, int page) {
    int first = page * PageId.TASKS;
    return new SubmitResult.OtherContent(
        session, "a task from " + first + " to " + (first + PageId.TASKS - 1) + " differs");
  }

  static SubmitResult.OtherContent otherSize(SessionRecord session, int count) {
    String stored = session.sized() ? String.valueOf(session.taskCount()) : "more";
    return new SubmitResult.OtherContent(
        session, "it has " + stored + " tasks, and these are " + count);
  }

  @Override
  public CompletableFuture<Void> start(PayloadBundle bundle) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> start(ReadyPage page, CompletableFuture<Void> bundlesStored) {
    return calls.startRun(() -> compare(page.definition()));
  }

  private void compare(PageDefinition definition) {
    Optional<PageDefinition> stored = table.readDefinitions(definition.page());
    if (stored.isEmpty() || !stored.get().equals(definition)) {
      throw new StoppedException(otherContent(session, definition.page().number()));
    }
  }
}
