package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A lazy stream is read no further ahead than the bounds of memory allow. */
class MemoryTest extends GridTest {

  @Test
  void payloadsAreReadNoFurtherAheadThanTheBoundAllows() {
    int payloadBytes = 20_000;
    int bound = 4 * 1024 * 1024;
    AtomicInteger read = new AtomicInteger();
    AtomicInteger stored = new AtomicInteger();
    AtomicInteger mostAhead = new AtomicInteger();
    HtcGrid grid =
        opened(
            HtcGrid.builder()
                .services(
                    Proxies.lateBlobs(
                        aws().services(),
                        (method, arguments) -> {
                          if (method.equals("put")) {
                            stored.addAndGet(((byte[]) arguments[1]).length);
                          }
                        }))
                .bufferBytes(bound)
                .connect());

    Session session =
        grid.submit(
            SessionSpec.function("echo")
                .payloads(
                    IntStream.range(0, 2000)
                        .mapToObj(
                            index -> {
                              int ahead = read.addAndGet(payloadBytes) - stored.get();
                              mostAhead.accumulateAndGet(ahead, Math::max);
                              return new byte[payloadBytes];
                            }))
                .build());

    assertThat(session.status().taskCount()).isEqualTo(2000);
    // What is under way, the bundle being filled, and the next, which waits for room.
    assertThat(mostAhead.get()).isLessThan(bound + 2 * 4 * 1024 * 1024 + payloadBytes);
  }

  @Test
  void pagesUnderWayAreBounded() {
    AtomicInteger read = new AtomicInteger();
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger mostAhead = new AtomicInteger();
    HtcGrid grid =
        opened(
            aws()
                .connect(
                    Proxies.lateQueues(
                        aws().services(),
                        (method, arguments) -> {
                          if (method.equals("send")) {
                            sent.addAndGet(((java.util.List<?>) arguments[2]).size());
                          }
                        })));

    grid.submit(
        SessionSpec.function("echo")
            .payloads(
                payloads(9_000)
                    .peek(
                        text ->
                            mostAhead.accumulateAndGet(
                                read.incrementAndGet() - sent.get(), Math::max)))
            .build());

    // 64 pages under way and ten being cut.
    assertThat(mostAhead.get()).isLessThanOrEqualTo(75 * 100);
    assertThat(sent.get()).isEqualTo(9_000);
  }
}
