package io.htcgrid.agent;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds small results back while others are on their way through their put and the writing of their
 * verdicts: those that are held back go out together, as one bundle. There is no timer, and a
 * result that finds few on their way passes at once. Thread-safe.
 */
final class ResultGate {
  private final int low;
  private final int high;
  private final List<Runnable> heldBack = new ArrayList<>();
  private int passed;

  /**
   * @param low when so few are on their way, all that is held back passes
   * @param high from so many on, results are held back
   */
  ResultGate(int low, int high) {
    this.low = low;
    this.high = high;
  }

  /**
   * Puts a result now, or when a caller of {@link #written()} opens the gate, on its thread. {@link
   * #written()} must follow once.
   */
  void pass(Runnable put) {
    synchronized (this) {
      if (passed >= high) {
        heldBack.add(put);
        return;
      }
      passed++;
    }
    put.run();
  }

  /** The verdict of a result that passed is written, or given up. */
  void written() {
    List<Runnable> free;
    synchronized (this) {
      passed--;
      if (passed > low || heldBack.isEmpty()) {
        return;
      }
      free = List.copyOf(heldBack);
      heldBack.clear();
      passed += free.size();
    }
    free.forEach(Runnable::run);
  }
}
