package io.htcgrid.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EmbeddedAwsTest {

  @Test
  void startsAndStopsManyTimes() {
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      try (EmbeddedAws aws = EmbeddedAws.builder().start()) {
        assertThat(aws.endpoints().dynamoDb()).isNotNull();
        System.err.println((System.nanoTime() - start) / 1000000 + " " + aws.endpoints());
        start = System.nanoTime();
      }
      System.err.println((System.nanoTime() - start) / 1000000 + " closed");
    }
  }
}
