package io.htcgrid.agent;

import io.htcgrid.control.state.AgentRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells the grid that this agent lives, and takes that back when it stops. */
final class Presence {
  static final Duration INTERVAL = Duration.ofSeconds(30);

  /** Missed this many reports, an agent is not listed any more. */
  private static final int MISSES = 4;

  private final Context context;
  private final IntSupplier busy;
  private final BooleanSupplier draining;

  Presence(Context context, IntSupplier busy, BooleanSupplier draining) {
    this.context = context;
    this.busy = busy;
    this.draining = draining;
  }

  void report() {
    AgentSettings settings = context.settings();
    Instant now = context.services().clock().instant();
    try {
      context
          .services()
          .table()
          .reportAgent(
              new AgentRecord(
                  settings.id(),
                  settings.host(),
                  settings.version(),
                  settings.slots(),
                  busy.getAsInt(),
                  draining.getAsBoolean(),
                  now,
                  now.plus(INTERVAL.multipliedBy(MISSES))));
      context.health().worked("report agent");
    } catch (SdkException e) {
      context.health().failed("report agent", e);
    }
  }

  void remove() {
    int[] failures = {0};
    context
        .repeats()
        .call(
            "remove agent",
            () -> {
              context.services().table().removeAgent(context.settings().id());
              return true;
            },
            () -> ++failures[0] >= 3);
  }
}
