package io.htcgrid.control.state;

/** What the partition keys of the state table begin with, by what lies there; for permissions. */
public final class Partitions {
  /** Sessions, with their groups. */
  public static final String SESSIONS = "S#";

  /** Pages: definitions, progress and run records. */
  public static final String PAGES = "P#";

  /** Agents alive. */
  public static final String AGENTS = "AGENTS#";

  /** Connectors alive. */
  public static final String CONNECTORS = "REPLY#";

  /** What operators set; the whole key. */
  public static final String GRID = "GRID";

  /** Versions of functions; the whole key. */
  public static final String FUNCTIONS = "FUNCTIONS";

  /** What the sweeper remembers; the whole key. */
  public static final String SWEEPER = "SWEEPER";

  private Partitions() {}
}
