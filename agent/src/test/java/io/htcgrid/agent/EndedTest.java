package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.FailureKind;
import io.htcgrid.control.RunRecord;
import io.htcgrid.control.SessionState;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.control.queue.SessionEvent;
import io.htcgrid.data.BlobReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndedTest {
  private static final BlobReference RESULT = BlobReference.of("out/x", 0, new byte[] {1});
  private static final TaskError ERROR = new TaskError(FailureKind.FUNCTION_ERROR, "T", "m");

  private static Ended ended(
      TaskState state, @Nullable BlobReference result, @Nullable TaskError error) {
    RunRecord claim = Samples.claim(3);
    RunRecord run =
        new RunRecord(
            claim.task(),
            state,
            claim.owner(),
            1,
            claim.nonce(),
            1,
            0,
            false,
            null,
            null,
            claim.startedAt(),
            claim.startedAt(),
            result,
            error,
            null);
    return new Ended(
        Samples.session(SessionState.ACTIVE, 4),
        run,
        4,
        new byte[] {1},
        new Ended.Message() {
          @Override
          public void committed() {}

          @Override
          public void abandoned() {}
        });
  }

  @Test
  void whatProgressSaysIsTold() {
    Ended completed = ended(TaskState.COMPLETED, RESULT, null);
    Ended failed = ended(TaskState.FAILED, null, ERROR);

    assertThat(completed.event(TaskState.COMPLETED))
        .isEqualTo(new SessionEvent.TaskCompleted(completed.run().task(), RESULT, new byte[] {1}));
    assertThat(failed.event(TaskState.FAILED))
        .isEqualTo(new SessionEvent.TaskFailed(failed.run().task(), ERROR));
  }

  @Test
  void aTaskThatEndedAfterItsPageWasSealedIsToldAsCancelled() {
    Ended completed = ended(TaskState.COMPLETED, RESULT, null);

    assertThat(completed.event(TaskState.CANCELLED))
        .isEqualTo(new SessionEvent.TaskCancelled(completed.run().task()));
  }

  @Test
  void aFailureWithoutAStoredErrorIsStillTold() {
    assertThat(ended(TaskState.FAILED, null, null).event(TaskState.FAILED))
        .isInstanceOf(SessionEvent.TaskFailed.class);
  }
}
