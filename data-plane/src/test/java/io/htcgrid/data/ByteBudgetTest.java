package io.htcgrid.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ByteBudgetTest {
  private final ByteBudget budget = new ByteBudget(100);
  private final TestThreads threads = new TestThreads();

  @AfterEach
  void stopThreads() {
    threads.close();
  }

  @Test
  void whatIsClosedCanBeTakenAgain() throws InterruptedException {
    ByteBudget.Lease lease = budget.acquire(100);
    assertThat(budget.held()).isEqualTo(100);
    assertThat(budget.tryAcquire(1)).isEmpty();
    lease.close();
    lease.close();
    assertThat(budget.held()).isZero();
    assertThat(budget.tryAcquire(100)).isPresent();
  }

  @Test
  void aRequestWaitsUntilItFits() throws Exception {
    ByteBudget.Lease first = budget.acquire(60);
    Future<ByteBudget.Lease> second = threads.startBlocked(() -> budget.acquire(60));
    first.close();
    assertThat(second.get().bytes()).isEqualTo(60);
    assertThat(budget.held()).isEqualTo(60);
  }

  @Test
  void aRequestAboveTheBudgetIsAdmittedAlone() throws Exception {
    ByteBudget.Lease small = budget.acquire(1);
    Future<ByteBudget.Lease> large = threads.startBlocked(() -> budget.acquire(1_000));
    small.close();
    ByteBudget.Lease admitted = large.get();
    assertThat(budget.held()).isEqualTo(1_000);
    assertThat(budget.tryAcquire(0)).isEmpty();
    Future<ByteBudget.Lease> next = threads.startBlocked(() -> budget.acquire(1));
    admitted.close();
    assertThat(next.get().bytes()).isEqualTo(1);
  }

  @Test
  void smallRequestsDoNotOvertakeALargeOne() throws Exception {
    ByteBudget.Lease held = budget.acquire(50);
    var order = new ConcurrentLinkedQueue<Integer>();
    Future<ByteBudget.Lease> large =
        threads.startBlocked(
            () -> {
              ByteBudget.Lease lease = budget.acquire(80);
              order.add(80);
              return lease;
            });
    Future<ByteBudget.Lease> small =
        threads.startBlocked(
            () -> {
              ByteBudget.Lease lease = budget.acquire(30);
              order.add(30);
              return lease;
            });
    assertThat(budget.tryAcquire(1)).isEmpty();
    held.close();
    large.get().close();
    small.get().close();
    assertThat(order).containsExactly(80, 30);
  }

  @Test
  void anInterruptedRequestTakesNothingAndLetsTheNextIn() throws Exception {
    ByteBudget.Lease held = budget.acquire(50);
    Future<ByteBudget.Lease> large = threads.startBlocked(() -> budget.acquire(80));
    Future<ByteBudget.Lease> small = threads.startBlocked(() -> budget.acquire(30));
    large.cancel(true);
    assertThat(small.get().bytes()).isEqualTo(30);
    held.close();
    threads.awaitEnd();
    assertThat(budget.held()).isEqualTo(30);
  }

  @Test
  void manyThreadsNeverHoldMoreThanTheBudgetAndAllGetThrough() throws Exception {
    var most = new AtomicLong();
    var now = new AtomicLong();
    List<Future<Integer>> all = new ArrayList<>();
    for (int thread = 0; thread < 16; thread++) {
      int seed = thread;
      all.add(
          threads.start(
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  int bytes = (seed * 31 + i * 17) % 60;
                  try (ByteBudget.Lease lease = budget.acquire(bytes)) {
                    most.accumulateAndGet(now.addAndGet(lease.bytes()), Math::max);
                    now.addAndGet(-lease.bytes());
                  }
                }
                return 0;
              }));
    }
    for (Future<Integer> one : all) {
      one.get();
    }
    assertThat(most.get()).isLessThanOrEqualTo(100);
    assertThat(budget.held()).isZero();
  }

  @Test
  void nonsenseIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteBudget(0));
    assertThatIllegalArgumentException().isThrownBy(() -> budget.acquire(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> budget.tryAcquire(-1));
    assertThat(budget.limit()).isEqualTo(100);
  }
}
