package io.htcgrid.bench.transfer;

import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.CommitOutcomes;
import io.htcgrid.control.state.Outcomes;
import io.htcgrid.data.BlobReference;
import io.htcgrid.data.PageId;
import io.htcgrid.data.SessionId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Gives a session that nobody worked on what agents would have stored: copies of a run record that
 * an agent wrote, bundles as large as an agent's, and outcomes committed by the grid's own
 * protocol. Writing them takes a twentieth of the time that running the tasks would.
 */
final class StoredCopies {
  private static final int THREADS = 8;
  private static final int WRITE_BATCH = 25;

  private final GridClients clients;
  private final GridServices services;
  private final AgentsTraces traces;
  private final IntFunction<String> resultOf;

  /**
   * @param resultOf by task index
   */
  StoredCopies(GridClients clients, AgentsTraces traces, IntFunction<String> resultOf) {
    this.clients = clients;
    this.services = clients.services();
    this.traces = traces;
    this.resultOf = resultOf;
  }

  /** Completes every task, and with the last the session. */
  void complete(SessionRecord session) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      int pages = (session.taskCount() + PageId.TASKS - 1) / PageId.TASKS;
      List<Callable<Void>> work =
          IntStream.range(0, pages)
              .mapToObj(number -> page(session, new PageId(session.id(), number)))
              .toList();
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a page of " + session.id() + " could not be stored", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<Void> page(SessionRecord session, PageId page) {
    return () -> {
      int end = Math.min(page.firstIndex() + PageId.TASKS, session.taskCount());
      List<Integer> tasks = IntStream.range(page.firstIndex(), end).boxed().toList();
      writeRuns(session.id(), tasks, putResults(session.id(), tasks));
      new CommitOutcomes(
              services.table(),
              services.clock(),
              page,
              tasks.size(),
              new Outcomes(Set.copyOf(tasks), Set.of(), Set.of()),
              session.pagesExpireAt())
          .run();
      return null;
    };
  }

  private List<BlobReference> putResults(SessionId session, List<Integer> tasks) {
    List<BlobReference> references = new ArrayList<>();
    for (int first = 0; first < tasks.size(); first += traces.bundleResults()) {
      int end = Math.min(first + traces.bundleResults(), tasks.size());
      String name = UUID.randomUUID().toString().replace("-", "");
      String key = "out/" + name.substring(0, 2) + "/" + session + "/" + name;
      ByteArrayOutputStream bundle = new ByteArrayOutputStream();
      for (int task : tasks.subList(first, end)) {
        byte[] result = resultOf.apply(task).getBytes(StandardCharsets.UTF_8);
        references.add(BlobReference.of(key, bundle.size(), result));
        bundle.writeBytes(result);
      }
      services.blobs().put(key, bundle.toByteArray());
    }
    return references;
  }

  private void writeRuns(SessionId session, List<Integer> tasks, List<BlobReference> results) {
    for (int first = 0; first < tasks.size(); first += WRITE_BATCH) {
      List<WriteRequest> writes =
          IntStream.range(first, Math.min(first + WRITE_BATCH, tasks.size()))
              .mapToObj(i -> copy(session, tasks.get(i), results.get(i)))
              .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
              .collect(Collectors.toList());
      Map<String, List<WriteRequest>> batch = Map.of(clients.config().stateTableName(), writes);
      if (!clients
          .dynamoDb()
          .batchWriteItem(request -> request.requestItems(batch))
          .unprocessedItems()
          .isEmpty()) {
        throw new IllegalStateException("the embedded table did not take all items");
      }
    }
  }

  private Map<String, AttributeValue> copy(SessionId session, int task, BlobReference result) {
    Map<String, AttributeValue> item = new HashMap<>(traces.run());
    item.putAll(runKey(session, task));
    item.put("result", text(result.toString()));
    return item;
  }

  /** Where a run record lies, as docs/wire-formats.md says. */
  static Map<String, AttributeValue> runKey(SessionId session, int task) {
    return Map.of("pk", text("P#" + session + "#" + task / PageId.TASKS), "sk", text("T#" + task));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.builder().s(value).build();
  }
}
