package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.htcgrid.control.EndReason;
import io.htcgrid.control.SessionState;
import io.htcgrid.data.BlobLimits;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFailureTest extends GridTest {

  @Test
  void aStreamThatThrowsCancelsTheSessionAndNamesIt() {
    HtcGrid grid = connect();
    AtomicBoolean isClosed = new AtomicBoolean();
    Stream<String> payloads =
        IntStream.range(0, 1000)
            .mapToObj(
                i -> {
                  if (i == 450) {
                    throw new IllegalStateException("row 450 is broken");
                  }
                  return "task " + i;
                })
            .onClose(() -> isClosed.set(true));

    SubmissionFailedException failed =
        catchThrowableOfType(
            SubmissionFailedException.class,
            () -> grid.submit(SessionSpec.function("echo").payloads(payloads).build()));

    assertThat(failed)
        .hasMessageContaining(failed.session().value())
        .hasMessageContaining("row 450 is broken")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(isClosed).isTrue();
    SessionStatus status = grid.session(failed.session()).status();
    assertThat(status.state()).isEqualTo(SessionState.CANCELLED);
    assertThat(status.session().reason()).isEqualTo(EndReason.CANCELLED_BY_CLIENT);
  }

  @Test
  void thePagesSentBeforeItThrewAreToldAsCancelled() {
    HtcGrid grid = connect();
    SubmissionFailedException failed =
        catchThrowableOfType(
            SubmissionFailedException.class,
            () ->
                grid.submit(
                    SessionSpec.function("echo")
                        .payloads(
                            Stream.concat(
                                payloads(150),
                                Stream.generate(
                                    () -> {
                                      throw new IllegalStateException("the end");
                                    })))
                        .build()));

    try (OutcomeStream outcomes = grid.session(failed.session()).outcomes()) {
      // Only the first page was registered: the second had not been cut.
      assertThat(outcomes.stream())
          .hasSizeLessThanOrEqualTo(100)
          .allMatch(outcome -> outcome instanceof TaskOutcome.Cancelled);
    }
  }

  @Test
  void aPayloadThatIsTooLargeInTheMiddleCancelsTheSession() {
    HtcGrid grid = connect();
    Stream<Object> payloads =
        IntStream.range(0, 300)
            .mapToObj(i -> i == 250 ? new byte[BlobLimits.MAX_BLOB_BYTES + 1] : "task " + i);

    assertThatThrownBy(() -> grid.submit(SessionSpec.function("echo").payloads(payloads).build()))
        .isInstanceOfSatisfying(
            SubmissionFailedException.class,
            failed -> {
              assertThat(failed)
                  .hasMessageContaining("cancelled: task 250: the payload")
                  .hasMessageContaining("32 MiB");
              assertThat(grid.session(failed.session()).status().state())
                  .isEqualTo(SessionState.CANCELLED);
            });
  }

  @Test
  void aSessionCancelledWhileItIsSubmittedSaysSo() {
    HtcGrid grid = connect();
    Stream<String> payloads =
        payloads(5000)
            .peek(
                text -> {
                  if (text.equals("task 2000")) {
                    grid.openSessions().forEach(open -> grid.session(open.id()).cancel());
                  }
                });

    assertThatThrownBy(() -> grid.submit(SessionSpec.function("echo").payloads(payloads).build()))
        .isInstanceOf(SubmissionFailedException.class)
        .hasMessageContaining("CANCELLED")
        .hasMessageContaining("cancelled by a client");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptedSubmissionHasCancelledItsSessionWhenItEnds(boolean failsTheSource) {
    HtcGrid grid = connect();
    SubmissionFailedException failed =
        catchThrowableOfType(
            SubmissionFailedException.class, () -> grid.submit(interrupting(failsTheSource)));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failed)
        .hasMessageContaining("interrupted")
        .hasMessageContaining("it was cancelled; submit again");
    assertThat(grid.session(failed.session()).status().state()).isEqualTo(SessionState.CANCELLED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptedSubmissionUnderATokenLeavesItsSessionToBeGoneOnWith(boolean failsTheSource) {
    HtcGrid grid = connect();
    String token = "interrupted " + failsTheSource;
    SubmissionFailedException failed =
        catchThrowableOfType(
            SubmissionFailedException.class,
            () -> grid.submit(interrupting(failsTheSource, token)));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failed).hasMessageContaining("submit again with the same client token");
    assertThat(grid.session(failed.session()).status().state()).isEqualTo(SessionState.SUBMITTING);
  }

  private static SessionSpec interrupting(boolean failsTheSource, String... token) {
    SessionSpec.Builder spec =
        SessionSpec.function("echo")
            .payloads(
                payloads(3000)
                    .peek(
                        text -> {
                          if (text.equals("task 450")) {
                            Thread.currentThread().interrupt();
                            if (failsTheSource) {
                              throw new UncheckedIOException(new ClosedByInterruptException());
                            }
                          }
                        }));
    for (String each : token) {
      spec.clientToken(each);
    }
    return spec.build();
  }
}
