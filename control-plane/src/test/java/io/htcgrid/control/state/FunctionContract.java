package io.htcgrid.control.state;

import static io.htcgrid.control.state.Samples.NOW;
import static io.htcgrid.control.state.Samples.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.FunctionVersion;
import io.htcgrid.control.GridSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Versions of functions. */
interface FunctionContract extends StateTableTest {

  private static FunctionVersion version(String name, String version, String digit) {
    return new FunctionVersion(name, version, digit.repeat(64), 1L << 31, 12, NOW);
  }

  private static String anyName() {
    return "f-" + newId();
  }

  @Test
  default void aVersionIsReadAsItWasRegisteredAndListedAmongTheOthers() {
    String name = anyName();
    FunctionVersion first = version(name, "1", "a");
    FunctionVersion second = version(name, "2_b-C", "b");

    assertThat(table().registerFunction(first)).isEqualTo(first);
    assertThat(table().registerFunction(second)).isEqualTo(second);

    assertThat(table().readFunction(name, "1")).contains(first);
    assertThat(table().readFunction(name, "3")).isEmpty();
    assertThat(table().readFunction(anyName(), "1")).isEmpty();
    assertThat(table().listFunctions()).contains(first, second);
  }

  @Test
  default void aVersionIsNeverReplaced() {
    String name = anyName();
    FunctionVersion first = version(name, "1", "a");
    table().registerFunction(first);

    assertThat(table().registerFunction(version(name, "1", "b"))).isEqualTo(first);

    assertThat(table().readFunction(name, "1")).contains(first);
  }

  @Test
  default void aVersionThatWasDeletedIsGoneAndItsNameIsForItsContentAlone() {
    String name = anyName();
    FunctionVersion first = version(name, "1", "a");
    FunctionVersion second = version(name, "2", "a");
    table().registerFunction(first);
    table().registerFunction(second);

    table().deleteFunction(first);
    table().deleteFunction(first);

    assertThat(table().readFunction(name, "1")).isEmpty();
    assertThat(table().listFunctions()).contains(second).doesNotContain(first);

    assertThat(table().registerFunction(version(name, "1", "b"))).isEqualTo(first);
    assertThat(table().readFunction(name, "1")).isEmpty();

    FunctionVersion again =
        new FunctionVersion(name, "1", first.sha256(), 1L << 31, 12, NOW.plusSeconds(60));
    assertThat(table().registerFunction(again)).isEqualTo(again);
    assertThat(table().readFunction(name, "1")).contains(again);
    assertThat(table().registerFunction(version(name, "1", "b"))).isEqualTo(again);
  }

  @Test
  default void activatingAVersionLeavesAllOtherSettingsAsTheyAre() {
    table().activateFunction("price", "1");
    assertThat(table().readSettings())
        .isEqualTo(
            new GridSettings(
                Set.of(), GridSettings.DEFAULT.retention(), Set.of(), Map.of("price", "1")));

    table()
        .writeSettings(
            new GridSettings(
                Set.of(1), Duration.ofDays(3), Set.of("a"), Map.of("price", "1", "value", "9")));
    table().activateFunction("price", "2");
    assertThat(table().readSettings())
        .isEqualTo(
            new GridSettings(
                Set.of(1), Duration.ofDays(3), Set.of("a"), Map.of("price", "2", "value", "9")));

    table().deactivateFunction("price");
    table().deactivateFunction("price");
    assertThat(table().readSettings())
        .isEqualTo(
            new GridSettings(Set.of(1), Duration.ofDays(3), Set.of("a"), Map.of("value", "9")));

    table().writeSettings(GridSettings.DEFAULT);
    assertThat(table().readSettings()).isEqualTo(GridSettings.DEFAULT);
  }
}
