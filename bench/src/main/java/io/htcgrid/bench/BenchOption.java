package io.htcgrid.bench;

/** What a user may set for a benchmark that takes it. */
public enum BenchOption {
  RUNS,
  TASKS,
  AGENTS,
  SLOTS,
  DELAYS
}
