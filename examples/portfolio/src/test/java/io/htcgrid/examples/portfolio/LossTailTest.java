package io.htcgrid.examples.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.opengamma.strata.collect.array.DoubleArray;
import org.junit.jupiter.api.Test;

class LossTailTest {
  @Test
  void ofAHundredScenariosFiveAreWorseThanVar95AndOneThanVar99() {
    // Losses of 1 to 100, in no order.
    LossTail tail = LossTail.of(DoubleArray.of(100, i -> -((i * 37) % 100 + 1)));
    assertThat(tail.var95()).isEqualTo(95);
    assertThat(tail.var99()).isEqualTo(99);
    assertThat(tail.worst()).isEqualTo(100);
    // The worst 2.5 of them, rounded down.
    assertThat(tail.shortfall()).isCloseTo(99.5, within(1e-9));
  }

  @Test
  void ofTwoHundredAndFiftyScenariosTwelveAreWorseThanVar95() {
    LossTail tail = LossTail.of(DoubleArray.of(250, i -> -(i + 1)));
    assertThat(tail.var95()).isEqualTo(238);
    assertThat(tail.var99()).isEqualTo(248);
    assertThat(tail.shortfall()).isCloseTo(247.5, within(1e-9));
  }

  @Test
  void oneScenarioIsItsOwnTail() {
    LossTail tail = LossTail.of(DoubleArray.of(5));
    assertThat(tail).isEqualTo(new LossTail(-5, -5, -5, -5));
  }

  @Test
  void noScenariosHaveNoTail() {
    assertThatThrownBy(() -> LossTail.of(DoubleArray.EMPTY)).hasMessageContaining("No scenarios");
  }
}
