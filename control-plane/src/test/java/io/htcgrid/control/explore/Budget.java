package io.htcgrid.control.explore;

/**
 * The bounds of an exploration: how often in one run each thing may happen.
 *
 * @param faults crashes, lost replies and duplicates in all
 * @param crashes an actor stops for good, between two calls
 * @param lostReplies a call is made, and whoever made it is not told
 * @param duplicates a task message comes once more
 * @param ticks time passes, longer than a lease and a message's visibility
 */
record Budget(int faults, int crashes, int lostReplies, int duplicates, int ticks) {
  static Budget of(int crashes, int lostReplies, int duplicates, int ticks) {
    return new Budget(crashes + lostReplies + duplicates, crashes, lostReplies, duplicates, ticks);
  }

  /** One fault of any kind, and time stands still until nothing else can happen. */
  Budget oneFault() {
    return new Budget(Math.min(faults, 1), crashes, lostReplies, duplicates, 0);
  }

  /** Nothing goes wrong but that time passes, once, while others are slow. */
  Budget oneTick() {
    return new Budget(0, 0, 0, 0, Math.min(ticks, 1));
  }

  boolean mayCrash() {
    return faults > 0 && crashes > 0;
  }

  boolean mayLoseReply() {
    return faults > 0 && lostReplies > 0;
  }

  boolean mayDuplicate() {
    return faults > 0 && duplicates > 0;
  }

  Budget crash() {
    return new Budget(faults - 1, crashes - 1, lostReplies, duplicates, ticks);
  }

  Budget loseReply() {
    return new Budget(faults - 1, crashes, lostReplies - 1, duplicates, ticks);
  }

  Budget duplicate() {
    return new Budget(faults - 1, crashes, lostReplies, duplicates - 1, ticks);
  }

  Budget tick() {
    return new Budget(faults, crashes, lostReplies, duplicates, ticks - 1);
  }
}
