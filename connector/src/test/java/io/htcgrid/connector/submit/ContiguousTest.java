package io.htcgrid.connector.submit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContiguousTest {
  @Test
  void theHighestIsTheOneBeforeTheFirstGap() {
    Contiguous pages = new Contiguous();
    assertThat(pages.highest()).isEqualTo(-1);
    pages.add(1);
    assertThat(pages.highest()).isEqualTo(-1);
    pages.add(0);
    assertThat(pages.highest()).isEqualTo(1);
    pages.add(3);
    assertThat(pages.highest()).isEqualTo(1);
    pages.add(2);
    assertThat(pages.highest()).isEqualTo(3);
  }
}
