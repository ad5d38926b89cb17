package io.htcgrid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultGateTest {
  private final ResultGate gate = new ResultGate(2, 4);
  private final List<Integer> put = new ArrayList<>();

  private void pass(int number) {
    gate.pass(() -> put.add(number));
  }

  @Test
  void resultsPassAtOnceWhileFewAreOnTheirWay() {
    for (int i = 1; i <= 4; i++) {
      pass(i);
    }

    assertThat(put).containsExactly(1, 2, 3, 4);
  }

  @Test
  void whatIsHeldBackPassesTogetherWhenFewAreOnTheirWay() {
    for (int i = 1; i <= 7; i++) {
      pass(i);
    }
    gate.written();
    assertThat(put).hasSize(4);

    gate.written();

    assertThat(put).containsExactly(1, 2, 3, 4, 5, 6, 7);
    pass(8);
    assertThat(put).doesNotContain(8);
  }

  @Test
  void nothingIsHeldBackForEver() {
    for (int i = 0; i < 100; i++) {
      pass(i);
    }
    int written = 0;
    while (written < put.size()) {
      gate.written();
      written++;
    }

    assertThat(put).hasSize(100);
    pass(100);
    assertThat(put).hasSize(101);
  }
}
