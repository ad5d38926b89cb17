package io.htcgrid.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many threads, many sessions, a small budget, a real S3 service. */
@ExtendWith(AwsServices.class)
@Timeout(120)
final class ResultWriterLoadTest {
  private static final int THREADS = 16;
  private static final int RESULTS_PER_THREAD = 250;

  private final TestBucket bucket;
  private final TestThreads threads = new TestThreads();

  ResultWriterLoadTest(AwsEndpoints aws, UniqueName name) {
    this.bucket = new TestBucket(aws, name);
  }

  @AfterEach
  void removeBucket() {
    bucket.close();
  }

  @Test
  void everyResultOfManyThreadsIsReadBackAndFewPutsAreMade() throws Exception {
    Map<TaskId, BlobReference> references = new ConcurrentHashMap<>();
    try (ResultWriter writer =
        ResultWriter.start(bucket.store(), new ResultWriterSettings(3, 256 * 1024))) {
      List<FutureTask<Integer>> all = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        all.add(threads.start(() -> write(writer, number, references)));
      }
      for (FutureTask<Integer> one : all) {
        one.get();
      }
    }
    assertThat(references).hasSize(THREADS * RESULTS_PER_THREAD);
    bucket
        .store()
        .readAll(references, (task, result) -> assertThat(result).isEqualTo(result(task)));
    assertThat(bucket.puts.get()).isLessThan(THREADS * RESULTS_PER_THREAD / 2);
  }

  /** Threads share four sessions. */
  private static int write(ResultWriter writer, int thread, Map<TaskId, BlobReference> references)
      throws Exception {
    SessionId session = SessionId.ofToken("load", "session " + thread % 4);
    List<CompletableFuture<Void>> stored = new ArrayList<>();
    for (int i = 0; i < RESULTS_PER_THREAD; i++) {
      var task = new TaskId(session, thread * RESULTS_PER_THREAD + i);
      stored.add(writer.write(task, result(task)).thenAccept(place -> references.put(task, place)));
    }
    stored.forEach(CompletableFuture::join);
    return RESULTS_PER_THREAD;
  }

  private static byte[] result(TaskId task) {
    return Samples.bytes(task.index(), task.index() % 2_000);
  }
}
