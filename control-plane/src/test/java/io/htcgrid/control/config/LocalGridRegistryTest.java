package io.htcgrid.control.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalGridRegistryTest {
  private static final URI LOCAL = URI.create("http://127.0.0.1:8000");
  private static final URI RUNTIME = URI.create("http://127.0.0.1:9001");

  @TempDir private Path home;
  private LocalGridRegistry registry = new LocalGridRegistry(Path.of("unused"));

  @BeforeEach
  void open() {
    registry = new LocalGridRegistry(home);
  }

  /** Beyond the largest process id of Linux. */
  static LocalGridEntry dead(String grid) {
    return new LocalGridEntry(
        GridConfig.local(grid, LOCAL, LOCAL, LOCAL),
        1L << 30,
        Instant.parse("2026-01-01T00:00:00Z"),
        false,
        null);
  }

  private static LocalGridEntry alive(String grid) {
    return LocalGridEntry.ofThisProcess(GridConfig.local(grid, LOCAL, LOCAL, LOCAL));
  }

  @Test
  void whatIsWrittenIsFoundUntilItIsRemoved() {
    assertThat(registry.list()).isEmpty();
    assertThat(registry.find("b")).isEmpty();
    registry.write(alive("b"));
    registry.write(alive("a"));
    assertThat(registry.find("b")).hasValue(alive("b"));
    assertThat(registry.list()).containsExactly(alive("a"), alive("b"));
    registry.remove(alive("b"));
    registry.remove(alive("b"));
    assertThat(registry.list()).containsExactly(alive("a"));
  }

  @Test
  void whereTheRuntimeListensIsFoundUntilTheGridHasStopped() {
    LocalGridEntry grid = alive("a").withRuntime(RUNTIME);
    registry.write(grid);
    assertThat(registry.find("a")).hasValue(grid);
    registry.write(grid.asStopping());
    assertThat(registry.find("a").orElseThrow().runtimeEndpoint())
        .isEqualTo(grid.runtimeEndpoint());
  }

  @Test
  void anEntryOfThisProcessIsAlive() {
    assertThat(alive("a").alive()).isTrue();
    assertThat(dead("a").alive()).isFalse();
  }

  @Test
  void aLaterProcessWithTheSameIdIsAnother() {
    LocalGridEntry here = alive("a");
    assertThat(
            new LocalGridEntry(
                    here.config(), here.pid(), Instant.parse("2020-01-01T00:00:00Z"), false, null)
                .alive())
        .isFalse();
    assertThat(new LocalGridEntry(here.config(), here.pid(), null, false, null).alive()).isTrue();
  }

  @Test
  void aRunningGridOfAnotherProcessKeepsItsName() {
    ProcessHandle other = ProcessHandle.current().parent().orElseThrow();
    LocalGridEntry theirs =
        new LocalGridEntry(
            alive("a").config(),
            other.pid(),
            other.info().startInstant().orElse(null),
            false,
            null);
    registry.write(theirs);
    assertThatThrownBy(() -> registry.write(alive("a")))
        .isInstanceOf(LocalGridNameTakenException.class)
        .hasMessage(
            "A local grid a runs already, in process "
                + other.pid()
                + "; stop it or choose another name");
    registry.remove(alive("a"));
    assertThat(registry.find("a")).hasValue(theirs);
  }

  @Test
  void aGridThatStopsKeepsItsNameAndSaysSo() {
    ProcessHandle other = ProcessHandle.current().parent().orElseThrow();
    LocalGridEntry theirs =
        new LocalGridEntry(
            alive("a").config(),
            other.pid(),
            other.info().startInstant().orElse(null),
            false,
            null);
    registry.write(theirs);
    registry.write(theirs.asStopping());

    assertThat(registry.find("a")).hasValue(theirs.asStopping());
    assertThatThrownBy(() -> registry.requireFree("a"))
        .isInstanceOf(LocalGridNameTakenException.class)
        .hasMessageContaining("a still stops, in process " + other.pid());
  }

  @Test
  void aStaleEntryIsReplaced() {
    registry.write(dead("a"));
    registry.write(alive("a"));
    assertThat(registry.find("a")).hasValue(alive("a"));
  }

  @Test
  void aBrokenFileIsNamed() throws IOException {
    registry.write(alive("a"));
    Files.writeString(registry.file("a"), "{\"config\":{}}");
    assertThatThrownBy(() -> registry.find("a"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(registry.file("a").toString())
        .hasMessageContaining("delete the file");

    registry.write(alive("b").withRuntime(RUNTIME));
    String written = Files.readString(registry.file("b"));
    Files.writeString(registry.file("b"), written.replace(RUNTIME.toString(), "no where"));
    assertThatThrownBy(() -> registry.find("b"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("runtimeEndpoint")
        .hasMessageContaining("delete the file");
  }
}
