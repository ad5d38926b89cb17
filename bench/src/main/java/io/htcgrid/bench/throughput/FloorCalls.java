package io.htcgrid.bench.throughput;

import io.htcgrid.bench.bare.BareCalls;
import io.htcgrid.control.config.GridClients;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The calls to AWS that the protocol cannot do without, in batches as large as they may be, and
 * nothing between them. Thread-safe.
 */
final class FloorCalls implements AutoCloseable {
  private final BareCalls calls;

  FloorCalls(GridClients clients, String session) {
    this.calls = new BareCalls(clients, session);
  }

  /** Bundle, definitions and messages of one page. */
  void submit(int page) {
    calls.putPayloads(String.valueOf(page), BareCalls.PAGE);
    calls.putPage(page, BareCalls.PAGE);
    for (int sent = 0; sent < BareCalls.PAGE; sent += BareCalls.BATCH) {
      calls.sendTasks(BareCalls.BATCH);
    }
  }

  /** Takes a batch of tasks from claim to acknowledgement. Returns how many there were. */
  int work() {
    List<Message> batch = calls.receiveTasks();
    if (batch.isEmpty()) {
      return 0;
    }
    List<String> ids = batch.stream().map(Message::messageId).toList();
    ids.forEach(calls::claim);
    calls.putResults(ids.get(0), batch.size());
    ids.forEach(calls::finish);
    calls.progress(ids);
    calls.sendReply(batch.size());
    calls.acknowledgeTasks(batch);
    return batch.size();
  }

  /** Takes a batch of notifications. Returns how many there were. */
  int retrieve() {
    List<Message> batch = calls.receiveReplies();
    if (!batch.isEmpty()) {
      calls.acknowledgeReplies(batch);
    }
    return batch.size();
  }

  @Override
  public void close() {
    calls.close();
  }
}
