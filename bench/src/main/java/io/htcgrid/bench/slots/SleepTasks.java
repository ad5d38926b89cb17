package io.htcgrid.bench.slots;

import io.htcgrid.bench.grid.BenchFunctions;
import io.htcgrid.bench.grid.Slept;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.SessionSpec;
import java.util.Collections;
import java.util.List;

/** Sessions of tasks that all sleep as long. */
final class SleepTasks {
  private SleepTasks() {}

  static SessionSpec of(int millis, int tasks) {
    return SessionSpec.function(BenchFunctions.SLEEP)
        .payloads(Collections.nCopies(tasks, String.valueOf(millis)))
        .build();
  }

  /** Submits one and takes its results. */
  static List<Slept> run(HtcGrid grid, int millis, int tasks) {
    return Slept.of(grid.submit(of(millis, tasks)), tasks);
  }
}
