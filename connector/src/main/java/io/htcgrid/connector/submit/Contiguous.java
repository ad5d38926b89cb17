package io.htcgrid.connector.submit;

import java.util.BitSet;

/** The highest page up to which all are done, when pages are done in any order. Thread-safe. */
final class Contiguous {
  private final BitSet done = new BitSet();

  synchronized void add(int page) {
    done.set(page);
  }

  /** -1: not even the first. */
  synchronized int highest() {
    return done.nextClearBit(0) - 1;
  }
}
