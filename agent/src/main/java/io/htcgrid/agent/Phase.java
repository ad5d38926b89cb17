package io.htcgrid.agent;

import java.util.EnumSet;
import java.util.Set;

/** How far the agent is with a task it has claimed. Every transition is listed here. */
enum Phase {
  /** Claimed; its payload is being read, or it waits for a slot. */
  WAITING,
  /** In a slot. */
  RUNNING,
  /** There is a verdict, which is being stored. */
  FINISHING,
  /** Its run record is terminal; progress, events and message are still to do. */
  ENDED,
  /** The agent has nothing to do with it any more. */
  GONE;

  Set<Phase> next() {
    return switch (this) {
      case WAITING -> EnumSet.of(RUNNING, FINISHING, GONE);
      case RUNNING -> EnumSet.of(FINISHING, GONE);
      case FINISHING -> EnumSet.of(ENDED, GONE);
      case ENDED -> EnumSet.of(GONE);
      case GONE -> EnumSet.noneOf(Phase.class);
    };
  }
}
