package io.htcgrid.agent;

import io.htcgrid.control.config.GridServices;

/** What all stages of one agent share. */
record Context(
    AgentSettings settings,
    GridServices services,
    Elapsed elapsed,
    Threads threads,
    AgentMetrics metrics,
    ServiceHealth health,
    Repeats repeats) {

  /** The same, with connections of its own. */
  Context over(GridServices others) {
    return new Context(settings, others, elapsed, threads, metrics, health, repeats);
  }

  long nanos() {
    return elapsed.nanos();
  }
}
