package io.htcgrid.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which task queues to ask next: the highest level first, lower ones only when higher ones are
 * empty, once in a while from the bottom, and a long poll of those that are left when all are
 * empty. Thread-safe; no I/O; times are elapsed nanoseconds.
 */
final class ReceivePlan {
  /** An empty level is not asked again for this long. */
  static final Duration EMPTY_FOR = Duration.ofMillis(500);

  /** Every so many rounds begin at the lowest level, so that nothing starves. */
  static final int FROM_THE_BOTTOM_EVERY = 16;

  /**
   * What to do next. At most one list is not empty; when both are, all that can be asked is being
   * polled.
   *
   * @param ask levels to ask, in order, until one answers with messages
   * @param poll levels to long-poll at the same time
   */
  record Round(List<Integer> ask, List<Integer> poll) {}

  private final int levels;
  private final long[] emptySince;
  private final boolean[] empty;
  private final Set<Integer> polled = new HashSet<>();
  private Set<Integer> paused = Set.of();
  private long rounds;

  ReceivePlan(int levels) {
    this.levels = levels;
    this.emptySince = new long[levels];
    this.empty = new boolean[levels];
  }

  synchronized void pause(Set<Integer> levels) {
    paused = Set.copyOf(levels);
  }

  synchronized boolean paused(int level) {
    return paused.contains(level);
  }

  /** Levels returned to be polled count as polled from now on, until {@link #pollEnded}. */
  synchronized Round next(long now) {
    List<Integer> ask = new ArrayList<>();
    List<Integer> idle = new ArrayList<>();
    for (int level = levels - 1; level >= 0; level--) {
      if (!paused.contains(level) && !polled.contains(level)) {
        boolean recentlyEmpty = empty[level] && now - emptySince[level] < EMPTY_FOR.toNanos();
        (recentlyEmpty ? idle : ask).add(level);
      }
    }
    if (ask.isEmpty()) {
      polled.addAll(idle);
      return new Round(List.of(), idle);
    }
    rounds++;
    if (rounds % FROM_THE_BOTTOM_EVERY == 0) {
      Collections.reverse(ask);
    }
    return new Round(ask, List.of());
  }

  /** What a level answered when asked. */
  synchronized void answered(int level, boolean withMessages, long now) {
    empty[level] = !withMessages;
    emptySince[level] = now;
  }

  synchronized void pollEnded(int level) {
    polled.remove(level);
  }
}
