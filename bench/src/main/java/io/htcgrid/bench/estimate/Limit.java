package io.htcgrid.bench.estimate;

/**
 * Something that a service takes so much of and no more.
 *
 * @param what such as {@code write units of the table}
 * @param unit such as {@code a second}
 * @param lasts whether it stays; otherwise the service raises it by itself under load
 * @param remedy what to do before it is reached
 */
public record Limit(
    String what, double use, double quota, String unit, boolean lasts, String remedy) {
  public double share() {
    return use / quota;
  }

  public boolean throttles() {
    return use > quota;
  }

  /** At how many slots it is reached, if all uses grow with the slots. */
  public double slotsAtQuota(int slots) {
    return slots / share();
  }
}
