package io.htcgrid.data;

import static io.htcgrid.data.Samples.OTHER_SESSION;
import static io.htcgrid.data.Samples.bytes;
import static io.htcgrid.data.Samples.task;
import static java.util.concurrent.CompletableFuture.allOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which results become one put, and what their futures say. */
@Timeout(60)
final class ResultWriterTest {
  private final GatedBlobStore store = new GatedBlobStore();
  private final ResultWriter writer = ResultWriter.start(store, ResultWriterSettings.DEFAULT);

  @AfterEach
  void closeWriter() {
    store.open(1_000_000);
    writer.close();
  }

  private List<CompletableFuture<BlobReference>> write(int from, int to)
      throws InterruptedException {
    List<CompletableFuture<BlobReference>> futures = new ArrayList<>();
    for (int index = from; index < to; index++) {
      futures.add(writer.write(task(index), bytes("result " + index)));
    }
    return futures;
  }

  private static void awaitAll(List<CompletableFuture<BlobReference>> futures) {
    allOf(futures.toArray(CompletableFuture<?>[]::new)).join();
  }

  @Test
  void aResultThatFindsNothingUnderWayIsPutAtOnce() throws Exception {
    CompletableFuture<BlobReference> future = writer.write(task(0), bytes("one"));
    store.awaitPut();
    assertThat(future).isNotDone();
    store.open(1);
    assertThat(store.read(task(0), future.get())).isEqualTo(bytes("one"));
  }

  @Test
  void aHundredResultsCommittedWhileAPutIsUnderWayAreOnePut() throws Exception {
    List<CompletableFuture<BlobReference>> futures = new ArrayList<>(write(0, 1));
    store.awaitPut();
    futures.addAll(write(1, 101));
    store.open(2);
    awaitAll(futures);
    assertThat(store.puts).hasValue(2);
    assertThat(futures.subList(1, 101))
        .extracting(f -> f.join().key())
        .containsOnly(futures.get(1).join().key());
    Map<TaskId, BlobReference> references = new LinkedHashMap<>();
    futures.forEach(f -> references.put(task(references.size()), f.join()));
    assertThat(store.readAll(references))
        .allSatisfy(
            (task, result) -> assertThat(result).isEqualTo(bytes("result " + task.index())));
  }

  @Test
  void sessionsAreDifferentObjectsPutSideBySide() throws Exception {
    CompletableFuture<BlobReference> one = writer.write(task(0), bytes("one"));
    CompletableFuture<BlobReference> other =
        writer.write(new TaskId(OTHER_SESSION, 0), bytes("other"));
    // Both begin before either may end.
    store.awaitPut();
    store.awaitPut();
    store.open(2);
    assertThat(one.get().key()).contains(task(0).session().value());
    assertThat(other.get().key()).contains(OTHER_SESSION.value());
  }

  @Test
  void aLargeResultIsAnObjectOfItsOwnAndHoldsUpNoOther() throws Exception {
    byte[] large = bytes(1, BlobLimits.MAX_BUNDLED_BYTES + 1);
    CompletableFuture<BlobReference> own = writer.write(task(0), large);
    store.awaitPut();
    CompletableFuture<BlobReference> small = writer.write(task(1), bytes("small"));
    store.awaitPut();
    store.open(2);
    assertThat(own.get().key()).isNotEqualTo(small.get().key());
    assertThat(store.read(task(0), own.get())).isEqualTo(large);
  }

  @Test
  void aFullBundleGoesOutBesideThePutUnderWay() throws Exception {
    List<CompletableFuture<BlobReference>> futures = new ArrayList<>(write(0, 1));
    store.awaitPut();
    for (int index = 1; index <= 5; index++) {
      futures.add(writer.write(task(index), new byte[BlobLimits.MAX_BUNDLED_BYTES]));
    }
    // Four make it full, the fifth sends it.
    store.awaitPut();
    store.open(3);
    awaitAll(futures);
    assertThat(store.puts).hasValue(3);
  }

  @Test
  void anEmptyResultIsStoredAndReadBack() throws Exception {
    store.open(1);
    assertThat(store.read(task(0), writer.write(task(0), new byte[0]).get())).isEmpty();
  }

  @Test
  void aFailedPutFailsItsResultsAndNoOthers() throws Exception {
    List<CompletableFuture<BlobReference>> first = write(0, 1);
    store.awaitPut();
    List<CompletableFuture<BlobReference>> second = write(1, 50);
    store.open(1);
    awaitAll(first);
    store.awaitPut();
    List<CompletableFuture<BlobReference>> third = write(50, 60);
    var cause = new IllegalStateException("the bucket is on fire");
    store.failWith(cause);
    store.open(1);
    assertThat(second)
        .allSatisfy(
            future ->
                assertThatThrownBy(future::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isSameAs(cause));
    store.awaitPut();
    store.failWith(null);
    store.open(1);
    awaitAll(third);
    assertThat(store.puts).hasValue(3);
  }

  @Test
  void anErrorReachesTheFutureAndTheWriterGoesOn() throws Exception {
    var cause = new OutOfMemoryError("planted");
    store.failWith(cause);
    store.open(1);
    assertThatThrownBy(writer.write(task(0), bytes("one"))::get).cause().isSameAs(cause);
    store.failWith(null);
    store.open(1);
    assertThat(writer.write(task(1), bytes("two")).get().length()).isEqualTo(3);
  }

  @Test
  void aResultAboveTheLimitIsRefusedBeforeAnythingIsSent() {
    byte[] tooLarge = new byte[BlobLimits.MAX_BLOB_BYTES + 1];
    assertThatThrownBy(() -> writer.write(task(4), tooLarge))
        .isInstanceOf(BlobTooLargeException.class)
        .hasMessageStartingWith("The result of task " + task(4) + " has 33554433 bytes");
    assertThat(store.puts).hasValue(0);
  }

  @Test
  void dependentActionsHoldUpNoPut() throws Exception {
    var release = new CompletableFuture<Void>();
    CompletableFuture<String> blocked =
        writer
            .write(task(0), bytes("one"))
            .thenApply(
                reference -> {
                  release.join();
                  return Thread.currentThread().getName();
                });
    store.awaitPut();
    store.open(1);
    write(1, 2);
    // A second put begins although the first result's action never returns.
    store.awaitPut();
    store.open(1);
    assertThat(blocked).isNotDone();
    release.complete(null);
    assertThat(blocked.get()).isEqualTo("htcgrid-result-done");
  }

  @Test
  void aDependentActionThatWouldWaitForItselfIsRefused() throws Exception {
    CompletableFuture<Void> writes =
        writer
            .write(task(0), bytes("one"))
            .thenAccept(
                reference ->
                    assertThatIllegalStateException()
                        .isThrownBy(() -> writer.write(task(1), bytes("two")))
                        .withMessageContaining("give it an executor"));
    CompletableFuture<Void> closes =
        writes.thenRun(() -> assertThatIllegalStateException().isThrownBy(writer::close));
    store.open(1);
    closes.get();
  }
}
