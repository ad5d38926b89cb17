package io.htcgrid.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScatteredTest {
  @Test
  void aTaskOfAScatteredPageTakesOneWriteUnitMoreAtMost() {
    int tasks = 500;

    CountedSessions.Session session = CountedSessions.run(5, 4, tasks);

    assertThat(session.use().writeUnits() / tasks).isBetween(2.3, 3.2);
  }
}
