package io.htcgrid.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
  @Test
  void whatFiguresDependOnIsNamedWithItsVersion() {
    assertThat(Machine.describe())
        .containsKeys("processors", "processor", "memory", "system", "java", "heap", "htcgrid")
        .extractingByKeys("awsSdk", "dynamoDbLocal", "elasticMq", "s3Proxy")
        .allSatisfy(version -> assertThat(version).matches("\\d+\\.\\d+\\.\\d+"));
  }
}
