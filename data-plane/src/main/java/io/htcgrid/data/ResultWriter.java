package io.htcgrid.data;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes results by group commit: while one bundle of a session is being put, the session's next
 * one collects. There is no timer: a result that finds nothing under way is put at once. Sessions
 * do not share bundles; their puts go out side by side, as do full bundles and large results, which
 * are objects of their own.
 *
 * <p>Safe for use by many threads. Owns its threads, {@code htcgrid-result-put-<n>} and {@code
 * htcgrid-result-done}, until {@link #close()}. Memory is bounded by {@link
 * ResultWriterSettings#maxHeldBytes} and, for the bundles that are being put, {@link
 * BlobLimits#MAX_BUNDLE_BYTES} per put.
 *
 * <p>All futures are completed on {@code htcgrid-result-done}, one after the other, so dependent
 * actions without an executor run there or on the thread that adds them. They hold up no put, but
 * the bytes of results behind them stay in the budget: keep them short, or give them an executor.
 */
public final class ResultWriter implements AutoCloseable {

  /** What a held result takes besides its bytes, so that empty ones are bounded too. */
  private static final int OVERHEAD_BYTES = 256;

  private final BlobStore store;
  private final ByteBudget budget;
  private final ResultQueue queue = new ResultQueue();
  private final List<Thread> putThreads;
  private final AtomicInteger livePutThreads;
  private final ExecutorService completions;
  private volatile @Nullable Thread completionThread;
  private volatile boolean isAbandoned;

  private ResultWriter(BlobStore store, ResultWriterSettings settings) {
    this.store = store;
    this.budget = new ByteBudget(settings.maxHeldBytes());
    this.livePutThreads = new AtomicInteger(settings.concurrentPuts());
    this.completions = Executors.newSingleThreadExecutor(this::newCompletionThread);
    this.putThreads =
        IntStream.range(0, settings.concurrentPuts())
            .mapToObj(number -> newThread(this::putAll, "htcgrid-result-put-" + number))
            .toList();
  }

  /** Starts a writer to the store, which stays the caller's. */
  public static ResultWriter start(BlobStore store, ResultWriterSettings settings) {
    var writer = new ResultWriter(store, settings);
    writer.putThreads.forEach(Thread::start);
    return writer;
  }

  /**
   * Hands over a result, waiting while the budget is used up. The future tells where the result
   * lies once it is stored, or fails with what the store threw; a failed put fails the results of
   * its bundle and no others.
   *
   * @param result is not copied: leave it unchanged until the future is completed
   * @throws BlobTooLargeException when the result is above {@link BlobLimits#MAX_BLOB_BYTES};
   *     nothing is sent
   * @throws InterruptedException when interrupted while it waits; nothing is sent
   * @throws IllegalStateException when the writer is closed, or when a dependent action calls this
   *     on the completing thread, where it could wait for itself
   */
  public CompletableFuture<BlobReference> write(TaskId task, byte[] result)
      throws InterruptedException {
    BlobLimits.checkResult(task, result.length);
    refuseOnCompletionThread();
    queue.enter();
    try {
      var lease = budget.acquire(result.length + OVERHEAD_BYTES);
      var reference = new CompletableFuture<BlobReference>();
      queue.add(new ResultBundle.Waiting(task, result, lease, reference));
      return reference;
    } finally {
      queue.leave();
    }
  }

  /**
   * Takes no more results, puts those it holds (those of writers that still wait included),
   * completes their futures and stops its threads. Takes as long as the store does. When
   * interrupted, it gives up what is not yet stored, fails those futures, and returns with the
   * thread's interrupt flag set.
   *
   * @throws IllegalStateException when a dependent action calls this on the completing thread
   */
  @Override
  public void close() {
    refuseOnCompletionThread();
    queue.close();
    try {
      for (Thread thread : putThreads) {
        thread.join();
      }
      while (!completions.awaitTermination(1, TimeUnit.HOURS)) {
        // Dependent actions are the caller's: they end when they end.
      }
    } catch (InterruptedException e) {
      isAbandoned = true;
      putThreads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }

  /** The threads that put, for the test that they end. */
  List<Thread> threads() {
    return putThreads;
  }

  private void putAll() {
    try {
      for (ResultBundle bundle = queue.take(); bundle != null; bundle = queue.take()) {
        Runnable completion = put(bundle);
        completions.execute(completion);
        queue.done(bundle);
      }
    } finally {
      if (livePutThreads.decrementAndGet() == 0) {
        completions.shutdown();
      }
    }
  }

  private Runnable put(ResultBundle bundle) {
    if (isAbandoned) {
      return () ->
          bundle.fail(new IllegalStateException("The result writer was stopped before it was put"));
    }
    try {
      List<BlobReference> references = bundle.put(store);
      return () -> bundle.complete(references);
    } catch (Throwable e) { // An Error too must reach those who wait for these results.
      return () -> bundle.fail(e);
    }
  }

  private void refuseOnCompletionThread() {
    if (Thread.currentThread() == completionThread) {
      throw new IllegalStateException(
          "A result's dependent action must not write to or close the result writer; give it an"
              + " executor");
    }
  }

  private Thread newCompletionThread(Runnable task) {
    Thread thread = newThread(task, "htcgrid-result-done");
    completionThread = thread;
    return thread;
  }

  private static Thread newThread(Runnable task, String name) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
