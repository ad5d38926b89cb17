package io.htcgrid.agent;

import io.htcgrid.control.GridSettings;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Follows what operators set: paused levels, active functions, and requests to drain. */
final class SettingsWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsWatch.class);

  private static final int MOST_TRIES = 3;

  private final Context context;
  private final ReceivePlan plan;
  private final LongPolls longPolls;
  private final Consumer<Map<String, String>> functions;
  private final Runnable drain;
  private Set<Integer> paused = Set.of();
  private volatile boolean askedToDrain;

  /**
   * @param functions is told the active version of each function
   * @param drain called when this agent is asked to finish and stop
   */
  SettingsWatch(
      Context context,
      ReceivePlan plan,
      LongPolls longPolls,
      Consumer<Map<String, String>> functions,
      Runnable drain) {
    this.context = context;
    this.plan = plan;
    this.longPolls = longPolls;
    this.functions = functions;
    this.drain = drain;
  }

  void look() {
    GridSettings settings;
    try {
      settings = context.services().table().readSettings();
      context.health().worked("read settings");
    } catch (SdkException e) {
      context.health().failed("read settings", e);
      return;
    }
    functions.accept(settings.functions());
    if (!settings.pausedLevels().equals(paused)) {
      paused = settings.pausedLevels();
      LOG.info("paused levels are {} now", paused);
      plan.pause(paused);
      longPolls.wake();
    }
    if (settings.draining().contains(context.settings().id())) {
      askedToDrain = true;
      drain.run();
    }
  }

  /**
   * Takes back the request that this agent has followed, so that one of the same name that is
   * started later works.
   */
  void takeBackRequest() {
    if (!askedToDrain) {
      return;
    }
    int[] failures = {0};
    context
        .repeats()
        .call(
            "withdraw drain",
            () -> context.services().table().withdrawDrain(context.settings().id()),
            () -> ++failures[0] >= MOST_TRIES);
  }
}
