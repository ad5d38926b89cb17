package io.htcgrid.control;

/** What agents tell CloudWatch about, and what alarms and dashboards look at. */
public final class MetricNames {
  public static final String NAMESPACE = "htcgrid";

  /** The only dimension. */
  public static final String GRID = "Grid";

  public static final String COMPLETED = "TasksCompleted";
  public static final String FAILED = "TasksFailed";

  /** Tries that failed and were sent round again. */
  public static final String RETRIED = "TasksRetried";

  private MetricNames() {}
}
