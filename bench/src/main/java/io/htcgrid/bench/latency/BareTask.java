package io.htcgrid.bench.latency;

import io.htcgrid.bench.bare.BareCalls;
import io.htcgrid.bench.grid.BenchFunctions;
import io.htcgrid.bench.grid.BenchGrid;
import io.htcgrid.bench.grid.NoWorkSession;
import io.htcgrid.bench.runtime.WarmInvocations;
import io.htcgrid.control.config.GridClients;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The calls of a session of one task that each need the one before, from a loop that does nothing
 * else: no session of one task can be faster. Payload, session and page go out together, so only
 * the payload, which takes longest, is in it. Not thread-safe.
 */
final class BareTask implements AutoCloseable {
  private static final byte[] PAYLOAD = NoWorkSession.payload(0).getBytes(StandardCharsets.UTF_8);

  private final GridClients clients;
  private final BareCalls calls;
  private final WarmInvocations invocations;
  private int tasks;

  /** Calls the services of that grid, and the runtime of its first agent. */
  BareTask(BenchGrid grid) {
    this.clients = GridClients.open(grid.config());
    this.calls = new BareCalls(clients, "latency");
    this.invocations = new WarmInvocations(grid.runtimes().get(0).endpoint());
    calls.putSession();
  }

  /** Makes the calls of one task. Returns the nanoseconds from the first to the last. */
  long run() {
    String bundle = String.valueOf(tasks++);
    long begin = System.nanoTime();
    calls.putPayloads(bundle, 1);
    calls.sendTasks(1);
    List<Message> task = one(calls.receiveTasks());
    String id = task.get(0).messageId();
    calls.readSession();
    calls.claim(id);
    invocations.millisecondsOfOne(BenchFunctions.NO_WORK, PAYLOAD);
    calls.putResults(bundle, 1);
    calls.finish(id);
    calls.progress(List.of(id));
    calls.sendReply(1);
    List<Message> reply = one(calls.receiveReplies());
    long nanos = System.nanoTime() - begin;
    calls.acknowledgeTasks(task);
    calls.acknowledgeReplies(reply);
    return nanos;
  }

  private static List<Message> one(List<Message> received) {
    if (received.size() != 1) {
      throw new IllegalStateException(
          "a bare loop received " + received.size() + " messages where it had sent one");
    }
    return received;
  }

  @Override
  public void close() {
    invocations.close();
    calls.close();
    clients.close();
  }
}
