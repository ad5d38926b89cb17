package io.htcgrid.data;

import static io.htcgrid.data.Samples.bytes;
import static io.htcgrid.data.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Budget, interrupts and the end of a {@link ResultWriter}. */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // Meant for futures that a thread returns in its own.
final class ResultWriterStopTest {
  private static final byte[] KIB = bytes(1, 1024);

  private final GatedBlobStore store = new GatedBlobStore();
  private final TestThreads threads = new TestThreads();

  /** Room for three results of one KiB. */
  private final ResultWriter writer = ResultWriter.start(store, new ResultWriterSettings(2, 4096));

  @AfterEach
  void stop() throws InterruptedException {
    store.open(1_000_000);
    writer.close();
    threads.awaitEnd();
  }

  private List<CompletableFuture<BlobReference>> fillBudget() throws InterruptedException {
    List<CompletableFuture<BlobReference>> futures = new ArrayList<>();
    futures.add(writer.write(task(0), KIB));
    store.awaitPut();
    futures.add(writer.write(task(1), KIB));
    futures.add(writer.write(task(2), KIB));
    return futures;
  }

  @Test
  void aWriteWaitsWhileTheBudgetIsUsedUp() throws Exception {
    fillBudget();
    FutureTask<CompletableFuture<BlobReference>> blocked =
        threads.startBlocked(() -> writer.write(task(3), KIB));
    assertThat(blocked).isNotDone();
    store.open(3);
    assertThat(store.read(task(3), blocked.get().get())).isEqualTo(KIB);
  }

  @Test
  void aResultLargerThanTheBudgetIsWrittenAlone() throws Exception {
    store.open(1);
    byte[] larger = bytes(2, 10_000);
    assertThat(store.read(task(0), writer.write(task(0), larger).get())).isEqualTo(larger);
  }

  @Test
  void anInterruptedWriterSendsNothing() throws Exception {
    List<CompletableFuture<BlobReference>> held = fillBudget();
    FutureTask<Boolean> interrupted =
        threads.startBlocked(
            () -> {
              try {
                return writer.write(task(3), KIB).isCancelled();
              } catch (InterruptedException e) {
                return true;
              }
            });
    threads.interruptLast();
    assertThat(interrupted.get()).isTrue();
    store.open(2);
    for (CompletableFuture<BlobReference> future : held) {
      assertThat(future.get().length()).isEqualTo(1024);
    }
    assertThat(store.puts).hasValue(2);
  }

  @Test
  void closingPutsWhatIsHeldAndWhatWritersWaitToHandOver() throws Exception {
    List<CompletableFuture<BlobReference>> held = fillBudget();
    FutureTask<CompletableFuture<BlobReference>> waiting =
        threads.startBlocked(() -> writer.write(task(3), KIB));
    FutureTask<Integer> closing = threads.startBlocked(this::close);
    assertThat(closing).isNotDone();
    store.open(3);
    closing.get();
    // Not one of them is still to come.
    assertThat(held).allMatch(CompletableFuture::isDone);
    assertThat(waiting.get().getNow(null)).isNotNull();
    assertThat(store.read(task(3), waiting.get().get())).isEqualTo(KIB);
  }

  @Test
  void aClosedWriterRefusesResultsAndMayBeClosedAgain() throws Exception {
    close();
    close();
    assertThatIllegalStateException()
        .isThrownBy(() -> writer.write(task(0), KIB))
        .withMessageContaining("closed");
  }

  @Test
  void closingStopsEveryThread() {
    List<String> names = List.of("htcgrid-result-put-0", "htcgrid-result-put-1");
    close();
    assertThat(writer.threads()).extracting(Thread::getName).containsExactlyElementsOf(names);
    assertThat(writer.threads()).noneMatch(Thread::isAlive);
  }

  @Test
  void anInterruptedCloseFailsWhatIsNotStoredAndKeepsTheFlag() throws Exception {
    List<CompletableFuture<BlobReference>> held = fillBudget();
    FutureTask<CompletableFuture<BlobReference>> waiting =
        threads.startBlocked(() -> writer.write(task(3), KIB));
    FutureTask<Boolean> closing =
        threads.startBlocked(
            () -> {
              writer.close();
              return Thread.currentThread().isInterrupted();
            });
    threads.interruptLast();
    assertThat(closing.get()).isTrue();
    held.add(waiting.get());
    assertThat(held)
        .allSatisfy(
            future ->
                assertThatThrownBy(future::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IllegalStateException.class));
  }

  private int close() {
    writer.close();
    return 0;
  }
}
