package io.htcgrid.agent;

import io.htcgrid.control.RunRecord;
import io.htcgrid.control.state.RunResult;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives claims back unfinished: PENDING, the try not counted, the message visible at once. */
final class HandBacks {
  private static final Logger LOG = LoggerFactory.getLogger(HandBacks.class);

  private final Context context;
  private final Acknowledger acknowledger;

  HandBacks(Context context, Acknowledger acknowledger) {
    this.context = context;
    this.acknowledger = acknowledger;
  }

  /**
   * Stops a task and gives it back, unless there is a verdict on it already.
   *
   * @param why ends the log's sentence
   */
  void handBack(HeldTask held, String why) {
    if (!held.stop(context.nanos())) {
      return;
    }
    RunRecord claim = held.claim();
    RunResult result =
        context
            .repeats()
            .call(
                "hand back",
                () ->
                    context.services().table().handBack(held.id(), claim.owner(), claim.attempt()),
                () -> false);
    if (result == null) {
      LOG.warn("{} could not be handed back; it is free when its lease ends", held);
    } else if (result instanceof RunResult.Done) {
      acknowledger.reappear(held.received().level(), held.received().receipt(), Duration.ZERO);
      context.metrics().handedBack();
      LOG.debug("{} was handed back: {}", held, why);
    }
  }
}
