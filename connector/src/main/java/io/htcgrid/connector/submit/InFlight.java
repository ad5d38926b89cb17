package io.htcgrid.connector.submit;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.connector.calls.InterruptedCallException;
import io.htcgrid.data.ByteBudget;
import io.htcgrid.data.PayloadBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Bundles and pages under way, as many as there is room for: the thread that cuts them waits when
 * there is none. The first failure stops all.
 */
final class InFlight implements PageSink {
  private final PageWork work;
  private final ByteBudget bytes;
  private final Contiguous done = new Contiguous();
  private final Semaphore room = new Semaphore(Submitter.PAGES_AT_ONCE);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private List<CompletableFuture<Void>> bundles = new ArrayList<>();
  private boolean isAfterPage;

  /**
   * @param bytes shared by all submissions of a connector
   */
  InFlight(PageWork work, ByteBudget bytes) {
    this.work = work;
    this.bytes = bytes;
  }

  @Override
  public void bundle(PayloadBundle bundle) {
    if (isAfterPage) {
      bundles = new ArrayList<>();
      isAfterPage = false;
    }
    ByteBudget.Lease lease = take(bundle.content().length);
    bundles.add(startedWith(lease, () -> work.start(bundle)));
  }

  @Override
  public void page(ReadyPage page) {
    isAfterPage = true;
    takeRoom(1);
    CompletableFuture<Void> stored =
        CompletableFuture.allOf(bundles.toArray(CompletableFuture<?>[]::new));
    CompletableFuture<Void> sent;
    try {
      ByteBudget.Lease lease = take(page.bytes());
      sent = startedWith(lease, () -> work.start(page, stored));
    } catch (RuntimeException e) {
      room.release();
      throw e;
    }
    var unused =
        sent.whenComplete(
            (nothing, error) -> {
              if (error == null) {
                done.add(page.number());
              }
              room.release();
            });
  }

  /** All pages up to this one are done; -1: none. */
  int highestPage() {
    return done.highest();
  }

  /** Stops everything from outside. */
  void fail(Throwable error) {
    failure.compareAndSet(null, error);
  }

  /**
   * Waits until nothing is under way.
   *
   * @throws RuntimeException the first failure, if there was one
   */
  void drain() {
    takeRoom(Submitter.PAGES_AT_ONCE);
    room.release(Submitter.PAGES_AT_ONCE);
    throwIfFailed();
  }

  void throwIfFailed() {
    Throwable error = failure.get();
    if (error != null) {
      throw Calls.asThrown(error);
    }
  }

  private CompletableFuture<Void> startedWith(ByteBudget.Lease lease, Start start) {
    CompletableFuture<Void> started;
    try {
      started = start.start();
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
    return started.whenComplete(
        (nothing, error) -> {
          lease.close();
          if (error != null) {
            fail(error);
          }
        });
  }

  private ByteBudget.Lease take(long size) {
    throwIfFailed();
    try {
      return bytes.acquire(size);
    } catch (InterruptedException e) {
      throw InterruptedCallException.restoring(e);
    }
  }

  private void takeRoom(int pages) {
    try {
      room.acquire(pages);
    } catch (InterruptedException e) {
      throw InterruptedCallException.restoring(e);
    }
  }

  private interface Start {
    CompletableFuture<Void> start();
  }
}
