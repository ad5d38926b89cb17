package io.htcgrid.data;

import static io.htcgrid.data.Samples.OTHER_SESSION;
import static io.htcgrid.data.Samples.SESSION;
import static io.htcgrid.data.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {

  @Test
  void textsAreReadBack() {
    assertThat(task(7)).hasToString(SESSION + "/7");
    assertThat(TaskId.parse(SESSION + "/7")).isEqualTo(task(7));
    assertThat(new PageId(SESSION, 42)).hasToString(SESSION + "/p42");
    assertThat(new GroupId(SESSION, 3)).hasToString(SESSION + "/g3");
  }

  @Test
  void aTaskKnowsItsPageAndAPageItsGroup() {
    assertThat(task(0).page()).isEqualTo(new PageId(SESSION, 0));
    assertThat(task(99).page()).isEqualTo(new PageId(SESSION, 0));
    assertThat(task(100).page()).isEqualTo(new PageId(SESSION, 1));
    assertThat(task(9_999).page().group()).isEqualTo(new GroupId(SESSION, 0));
    assertThat(task(10_000).page().group()).isEqualTo(new GroupId(SESSION, 1));
    assertThat(task(TaskId.MAX_TASKS - 1).page().group())
        .isEqualTo(new GroupId(SESSION, GroupId.MAX_GROUPS - 1));
    assertThat(new PageId(SESSION, 12).firstIndex()).isEqualTo(1_200);
    assertThat(new GroupId(SESSION, 12).firstPage()).isEqualTo(1_200);
  }

  @Test
  void onlyTheLastPageMayBeSmaller() {
    assertThat(new PageId(SESSION, 0).taskCount(1)).isEqualTo(1);
    assertThat(new PageId(SESSION, 0).taskCount(100)).isEqualTo(100);
    assertThat(new PageId(SESSION, 1).taskCount(101)).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PageId(SESSION, 1).taskCount(100))
        .withMessage("A session of 100 tasks has no page 1");
  }

  @Test
  void orderIsBySessionThenNumber() {
    assertThat(task(9)).isLessThan(task(10)).isLessThan(new TaskId(OTHER_SESSION, 0));
    assertThat(new PageId(SESSION, 9)).isLessThan(new PageId(SESSION, 10));
    assertThat(new GroupId(SESSION, 9)).isLessThan(new GroupId(OTHER_SESSION, 0));
  }

  @Test
  void numbersOutOfBoundsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> task(TaskId.MAX_TASKS))
        .withMessage("A task index lies between 0 and 9999999, but this is 10000000");
    assertThatIllegalArgumentException().isThrownBy(() -> task(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new PageId(SESSION, PageId.MAX_PAGES));
    assertThatIllegalArgumentException().isThrownBy(() -> new GroupId(SESSION, GroupId.MAX_GROUPS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "7", "/07", "/+7", "/-7", "/7 ", "/7x", "/4294967303", "/p7x"})
  void whatIsNoAddressIsRefused(String ending) {
    assertThatIllegalArgumentException().isThrownBy(() -> TaskId.parse(SESSION + ending));
  }
}
