package io.htcgrid.bench.latency;

/**
 * A call to a service began, or ended well.
 *
 * @param side who made it
 * @param call what {@link CallTrace} calls it
 * @param at elapsed nanoseconds
 */
record Mark(Side side, Point point, String call, long at) {
  enum Side {
    AGENT,
    CONNECTOR
  }

  enum Point {
    BEGIN,
    END
  }
}
