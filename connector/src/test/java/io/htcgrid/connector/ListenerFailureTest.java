package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ListenerFailureTest extends GridTest {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  /** Notes what it is told, and then throws an error. */
  private final OutcomeListener failing =
      new OutcomeListener() {
        @Override
        public void onOutcome(TaskOutcome outcome) {
          told.add(outcome.orThrow().text());
          throw new AssertionError("the listener's own trouble");
        }

        @Override
        public void onEnd() {
          told.add("end");
        }

        @Override
        public void onError(GridException error) {
          told.add("error: " + error.getMessage());
        }
      };

  private List<String> toldUntil(String last) throws InterruptedException {
    List<String> all = new ArrayList<>();
    String next = "";
    while (next != null && !next.startsWith(last)) {
      next = told.poll(1, TimeUnit.MINUTES);
      all.add(String.valueOf(next));
    }
    return all;
  }

  @Test
  void anErrorOfTheListenerKeepsNoOutcomeFromIt() throws Exception {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(5).build());
    session.onOutcome(failing);

    echo().runSome(5);

    assertThat(toldUntil("end"))
        .containsExactlyInAnyOrder("task 0", "task 1", "task 2", "task 3", "task 4", "end");
  }

  @Test
  void anErrorInReadingIsTold() throws Exception {
    HtcGrid grid = connect();
    Session session = grid.submit(tasks(1).build());
    echo().runSome(1);
    session.await();
    HtcGrid broken =
        opened(
            aws()
                .connect(
                    Proxies.blobs(
                        aws().services(),
                        (method, arguments) -> {
                          throw new StackOverflowError("in " + method);
                        })));

    broken.session(session.id()).onOutcome(failing);

    assertThat(toldUntil("error"))
        .singleElement()
        .asString()
        .contains("StackOverflowError", "in readEach");
  }
}
