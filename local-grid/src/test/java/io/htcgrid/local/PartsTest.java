package io.htcgrid.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  private final Parts parts = new Parts();
  private final List<String> closed = new ArrayList<>();

  private AutoCloseable part(String name) {
    return () -> closed.add(name);
  }

  private AutoCloseable broken(String name) {
    return () -> {
      closed.add(name);
      throw new IllegalStateException(name);
    };
  }

  @Test
  void partsAreClosedOnceInReverseOrderAndTheLastOneLast() {
    parts.add(part("first"));
    parts.addLast(part("last"));
    parts.add(part("second"));

    parts.close();
    parts.close();

    assertThat(closed).containsExactly("second", "first", "last");
  }

  @Test
  void aPartThatDoesNotCloseKeepsNoOtherFromItAndAllFailuresAreTold() {
    parts.add(part("good"));
    parts.add(broken("bad"));
    parts.add(broken("worse"));

    assertThatThrownBy(parts::close)
        .isInstanceOf(LocalGridException.class)
        .hasRootCauseMessage("worse")
        .satisfies(
            e -> assertThat(e.getSuppressed()).extracting(Throwable::getMessage).contains("bad"));

    assertThat(closed).containsExactly("worse", "bad", "good");
  }

  @Test
  void anErrorOfTheStartIsNotHiddenByOneOfTheClosing() {
    IllegalArgumentException why = new IllegalArgumentException("the reason");
    parts.add(broken("bad"));

    parts.closeAfter(why);

    assertThat(why.getSuppressed()).hasSize(1).allMatch(LocalGridException.class::isInstance);
  }
}
