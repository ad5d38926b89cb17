package io.htcgrid.examples.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
  @Test
  void edgesAreRoundAndEveryValueIsCounted() {
    Histogram histogram = Histogram.of(new double[] {-3.1, -0.2, 0, 0.1, 4.9}, 5);
    assertThat(histogram.from()).isEqualTo(-4);
    assertThat(histogram.width()).isEqualTo(2);
    assertThat(histogram.counts()).containsExactly(1, 1, 2, 0, 1);
  }

  @Test
  void valuesThatAreAllTheSameFillOneBin() {
    assertThat(Histogram.of(new double[] {7, 7, 7}, 10).counts().stream().mapToInt(i -> i).sum())
        .isEqualTo(3);
  }

  @Test
  void noValueIsLostWhateverTheScale() {
    Random random = new Random(1);
    for (int run = 0; run < 200; run++) {
      double scale = Math.pow(10, random.nextInt(13) - 3);
      double[] values = random.doubles(50, -scale, scale).toArray();
      Histogram histogram = Histogram.of(values, 14);
      assertThat(histogram.counts().stream().mapToInt(i -> i).sum()).isEqualTo(50);
      assertThat(histogram.counts()).hasSizeLessThanOrEqualTo(16);
    }
  }
}
