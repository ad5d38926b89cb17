package io.htcgrid.bench.latency;

import io.htcgrid.bench.latency.Mark.Point;
import io.htcgrid.bench.latency.Mark.Side;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * When a session of one task passed each milestone, in elapsed nanoseconds.
 *
 * @param begin when the caller submitted
 * @param submitted when the caller got the session
 */
record SessionTrace(long begin, long submitted, Map<Milestone, Long> passed) {

  /**
   * Finds the milestones, one after the other, among the calls from submit to result.
   *
   * @param inHand when the caller got the result
   * @throws IllegalStateException when a call is missing
   */
  static SessionTrace of(long begin, long submitted, long inHand, List<Mark> marks) {
    Finder finder = new Finder(marks, begin);
    finder.next(Milestone.STORED, Side.CONNECTOR, Point.BEGIN, "SendMessageBatch");
    finder.next(Milestone.RECEIVED, Side.AGENT, Point.END, "ReceiveMessage");
    finder.next(Milestone.CLAIMED, Side.AGENT, Point.END, "UpdateItem T");
    finder.next(Milestone.INVOKED, Side.AGENT, Point.BEGIN, "PutObject");
    finder.next(Milestone.RESULT_STORED, Side.AGENT, Point.END, "PutObject");
    finder.next(Milestone.FINISHED, Side.AGENT, Point.END, "UpdateItem T");
    finder.next(Milestone.COMMITTED, Side.AGENT, Point.END, "UpdateItem PROGRESS");
    finder.next(Milestone.TOLD, Side.AGENT, Point.BEGIN, "SendMessage");
    finder.next(Milestone.HEARD, Side.CONNECTOR, Point.END, "ReceiveMessage");
    finder.passed.put(Milestone.IN_HAND, inHand);
    return new SessionTrace(begin, submitted, finder.passed);
  }

  private static final class Finder {
    private final List<Mark> marks;
    private final Map<Milestone, Long> passed = new EnumMap<>(Milestone.class);
    private long now;

    Finder(List<Mark> marks, long begin) {
      this.marks = marks;
      this.now = begin;
    }

    void next(Milestone milestone, Side side, Point point, String call) {
      Mark found =
          marks.stream()
              .filter(mark -> mark.at() >= now)
              .filter(mark -> mark.side() == side && mark.point() == point)
              .filter(mark -> mark.call().equals(call))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalStateException(milestone + ": " + side + " made no " + call));
      now = found.at();
      passed.put(milestone, now);
    }
  }

  long totalNanos() {
    return at(Milestone.IN_HAND) - begin;
  }

  long submitNanos() {
    return submitted - begin;
  }

  /** How long each step took. */
  Map<Milestone, Long> stepNanos() {
    Map<Milestone, Long> steps = new EnumMap<>(Milestone.class);
    long before = begin;
    for (Milestone milestone : Milestone.values()) {
      long now = at(milestone);
      steps.put(milestone, now - before);
      before = now;
    }
    return steps;
  }

  private long at(Milestone milestone) {
    Long time = passed.get(milestone);
    if (time == null) {
      throw new IllegalStateException("the session did not pass " + milestone);
    }
    return time;
  }
}
