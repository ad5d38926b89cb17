package io.htcgrid.bench.footprint;

/** A program that does nothing: what is left of a start when there is no command in it. */
public final class EmptyMain {
  private EmptyMain() {}

  /** Returns at once. */
  public static void main(String[] arguments) {}
}
