package io.htcgrid.control.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.htcgrid.control.SessionRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.config.TestGrid;
import io.htcgrid.embedded.AwsEndpoints;
import io.htcgrid.embedded.junit.AwsServices;
import io.htcgrid.embedded.junit.UniqueName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(AwsServices.class)
class SweeperTest {
  private record Named(String name, Supplier<DutyReport> work) implements Duty {
    @Override
    public DutyReport runOnce() {
      return work.get();
    }
  }

  @Test
  void aDutyThatFailsDoesNotStopTheOthers() {
    IllegalStateException problem = new IllegalStateException("planted by the test");
    SweepReport report =
        new Sweeper(
                List.of(
                    new Named("first", () -> new DutyReport(5, 1)),
                    new Named(
                        "broken",
                        () -> {
                          throw problem;
                        }),
                    new Named("last", () -> new DutyReport(7, 2))))
            .runOnce();
    assertThat(report.outcomes())
        .containsExactly(
            entry("first", new DutyOutcome.Done(new DutyReport(5, 1))),
            entry("broken", new DutyOutcome.Failed(problem)),
            entry("last", new DutyOutcome.Done(new DutyReport(7, 2))));
    assertThat(report.repaired()).isEqualTo(3);
  }

  @Test
  void aDutyThatEndsWithAnErrorDoesNotStopTheOthers() {
    NoClassDefFoundError problem = new NoClassDefFoundError("planted by the test");
    SweepReport report =
        new Sweeper(
                List.of(
                    new Named(
                        "broken",
                        () -> {
                          throw problem;
                        }),
                    new Named("last", () -> new DutyReport(7, 2))))
            .runOnce();
    assertThat(report.outcomes())
        .containsExactly(
            entry("broken", new DutyOutcome.Failed(problem)),
            entry("last", new DutyOutcome.Done(new DutyReport(7, 2))));
    assertThat(report.failed()).isTrue();
  }

  @Test
  void anInterruptedSweeperStopsBetweenDuties() {
    List<String> ran = new ArrayList<>();
    Sweeper sweeper =
        new Sweeper(
            List.of(
                new Named(
                    "first",
                    () -> {
                      ran.add("first");
                      Thread.currentThread().interrupt();
                      return new DutyReport(0, 0);
                    }),
                new Named(
                    "second",
                    () -> {
                      ran.add("second");
                      return new DutyReport(0, 0);
                    })));
    sweeper.runOnce();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ran).containsExactly("first");
  }

  /** SLF4J gives out others while another class has it begin. */
  private static Logger logger() {
    while (true) {
      if (LoggerFactory.getLogger(Sweeper.class) instanceof Logger logger) {
        return logger;
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void aDutyThatIsToldToStopIsNoProblemToWarnOf() {
    Logger logger = logger();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      SweepReport report =
          new Sweeper(
                  List.of(
                      new Named(
                          "stopped",
                          () -> {
                            Thread.currentThread().interrupt();
                            throw new IllegalStateException("planted by the test");
                          })))
              .runOnce();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(report.outcomes().get("stopped")).isInstanceOf(DutyOutcome.Failed.class);
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list)
        .filteredOn(event -> event.getFormattedMessage().startsWith("Duty stopped "))
        .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
  }

  @Test
  void oneThingThatFailsDoesNotStopADutyButThreeDo() {
    Tally tally = new Tally("duty");
    List<Integer> tried = new ArrayList<>();
    tally.look("good", () -> tried.add(1));
    tally.look("bad", () -> fail(tried));
    tally.look("bad", () -> fail(tried));
    tally.look("good", () -> tried.add(4));
    assertThat(tally.report()).isEqualTo(new DutyReport(4, 2));
    assertThatThrownBy(() -> tally.look("bad", () -> fail(tried)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(tried).hasSize(5);
  }

  @Test
  void oneThingThatEndsWithAnErrorDoesNotStopADutyEither() {
    Tally tally = new Tally("duty");
    tally.look(
        "bad",
        () -> {
          throw new StackOverflowError("planted by the test");
        });
    tally.look("good", () -> true);
    assertThat(tally.report()).isEqualTo(new DutyReport(2, 1));
  }

  @Test
  void aDutyThatIsToldToStopLooksAtNothingMore() {
    Tally tally = new Tally("duty");
    List<Integer> tried = new ArrayList<>();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> tally.look("interrupted", () -> fail(tried)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static boolean fail(List<Integer> tried) {
    tried.add(0);
    throw new IllegalStateException("planted by the test");
  }

  @Test
  void allDutiesRunOnAGrid(AwsEndpoints aws, UniqueName name) {
    try (SweptGrid grid = new SweptGrid(TestGrid.create(aws, name.value()))) {
      SessionRecord overdue = grid.submitting();
      grid.clock.advance(SweptGrid.TIMEOUT);
      SessionRecord complete = grid.active(7);
      grid.complete(complete, 0);
      SweepReport report = Sweeper.of(grid.services).runOnce();
      assertThat(report.outcomes())
          .containsOnlyKeys(
              "end-overdue-sessions",
              "abandon-submissions",
              "review-dead-letters",
              "finish-half-closed",
              "resend-lost-messages",
              "delete-orphan-reply-queues");
      assertThat(report.outcomes().values())
          .allMatch(outcome -> outcome instanceof DutyOutcome.Done);
      assertThat(report.repaired()).isEqualTo(2);
      assertThat(grid.read(overdue).state()).isEqualTo(SessionState.FAILED);
      assertThat(grid.read(complete).state()).isEqualTo(SessionState.COMPLETED);
    }
  }
}
