package io.htcgrid.connector.submit;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.SendTasks;
import io.htcgrid.control.queue.TaskMessage;
import io.htcgrid.control.queue.TaskQueues;
import io.htcgrid.control.state.RegisterPageResult;
import io.htcgrid.data.PayloadBundle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Submit, step 2: bundles are put and pages registered, at once; then each page's messages go out
 * in batches of ten, all batches at once.
 */
final class SendPages implements PageWork {
  private final GridServices services;
  private final Calls calls;
  private final SessionRecord session;
  private final CompletableFuture<Void> begun;
  private final int sentBefore;
  private final boolean inOrder;
  private CompletableFuture<Void> registeredBefore = CompletableFuture.completedFuture(null);

  /**
   * For a session that is new, or that was taken over: then a page is registered when all before it
   * are known to be the same, so that other content leaves the first submission as it was.
   *
   * @param begun done when the session is in the table
   * @param sentBefore pages up to this one were sent by the submission that this one took over
   */
  SendPages(
      GridServices services,
      Calls calls,
      SessionRecord session,
      CompletableFuture<Void> begun,
      int sentBefore,
      boolean inOrder) {
    this.services = services;
    this.calls = calls;
    this.session = session;
    this.begun = begun;
    this.sentBefore = sentBefore;
    this.inOrder = inOrder;
  }

  @Override
  public CompletableFuture<Void> start(PayloadBundle bundle) {
    return calls.startRun(() -> services.blobs().put(bundle.key(), bundle.content()));
  }

  @Override
  public CompletableFuture<Void> start(ReadyPage page, CompletableFuture<Void> bundlesStored) {
    CompletableFuture<Void> registered =
        registeredBefore
            .thenCompose(nothing -> register(page))
            .thenAccept(result -> requireSame(page, result));
    if (inOrder) {
      registeredBefore = registered;
    }
    return CompletableFuture.allOf(begun, bundlesStored, registered)
        .thenCompose(
            nothing ->
                page.number() <= sentBefore
                    ? CompletableFuture.completedFuture(null)
                    : send(page.messages()));
  }

  private CompletableFuture<RegisterPageResult> register(ReadyPage page) {
    return calls.start(
        () -> services.table().registerPage(page.definition(), session.pagesExpireAt()));
  }

  private void requireSame(ReadyPage page, RegisterPageResult result) {
    if (result instanceof RegisterPageResult.Differs) {
      throw new StoppedException(ComparePages.otherContent(session, page.number()));
    }
  }

  private CompletableFuture<Void> send(List<TaskMessage> messages) {
    List<CompletableFuture<SendTasks.Sent>> batches = new ArrayList<>();
    for (int from = 0; from < messages.size(); from += TaskQueues.BATCH) {
      List<TaskMessage> batch =
          messages.subList(from, Math.min(from + TaskQueues.BATCH, messages.size()));
      batches.add(calls.fork(() -> sendBatch(batch)));
    }
    return CompletableFuture.allOf(batches.toArray(CompletableFuture<?>[]::new));
  }

  private SendTasks.Sent sendBatch(List<TaskMessage> batch) {
    SendTasks.Sent sent =
        calls.drive(
            new SendTasks(
                services.queues(),
                session.settings().priority(),
                session.fairShareKey(),
                batch,
                Duration.ZERO,
                calls.backoff()));
    if (sent instanceof SendTasks.Sent.Refused refused) {
      throw new StoppedException(
          new SubmitResult.Unsendable(refused.message().task(), refused.failure()));
    }
    return sent;
  }
}
