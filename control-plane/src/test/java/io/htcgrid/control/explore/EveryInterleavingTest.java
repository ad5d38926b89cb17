package io.htcgrid.control.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The protocols hold whatever the order of their steps, whoever crashes, whichever reply is lost:
 * every state of every model is visited, and the laws are asked after every step.
 */
@Order(1) // The longest: other classes run beside it.
class EveryInterleavingTest {
  /** The bounds of every build; {@code -Dhtcgrid.explore=wide} takes minutes and sees more. */
  static List<Model> models() {
    List<Model> all = Models.all();
    if ("wide".equals(System.getProperty("htcgrid.explore"))) {
      return all;
    }
    // The smaller ones first, in which planted defects are found.
    return Stream.concat(all.stream().map(Model::oneFault), all.stream().map(Model::oneTick))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("models")
  void theLawsHoldInEveryStateOfTheModel(Model model) {
    Explorer.Visited visited = Explorer.explore(model, Defect.NONE);
    System.out.println(visited);
    assertThat(visited.states()).isGreaterThan(100);
    assertThat(visited.ends()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(value = Defect.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aPlantedDefectIsFound(Defect defect) {
    String found = null;
    for (Model model : models()) {
      try {
        var unused = Explorer.explore(model, defect);
      } catch (Explorer.BrokenLawError e) {
        found = model.name();
        break;
      }
    }
    System.out.println(defect + " is found in: " + found);
    assertThat(found).isNotNull();
  }
}
