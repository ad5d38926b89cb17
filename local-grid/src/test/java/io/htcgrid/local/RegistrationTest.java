package io.htcgrid.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.config.ConfigException;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.config.LocalGridEntry;
import io.htcgrid.control.config.LocalGridRegistry;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrationTest {
  private static final URI SOMEWHERE = URI.create("http://127.0.0.1:8000");

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path home;

  private LocalGridEntry ofAnotherProcess(String grid) {
    ProcessHandle other = ProcessHandle.current().parent().orElseThrow();
    LocalGridEntry entry =
        new LocalGridEntry(
            GridConfig.local(grid, SOMEWHERE, SOMEWHERE, SOMEWHERE),
            other.pid(),
            other.info().startInstant().orElse(null),
            false,
            null);
    new LocalGridRegistry(home).write(entry);
    return entry;
  }

  @Test
  void aNameThatAnotherProcessHoldsIsRefusedBeforeAnythingStarts() {
    LocalGridEntry theirs = ofAnotherProcess("taken");
    Path data = home.resolve("data");

    assertThatThrownBy(
            () ->
                LocalGrid.start(
                    LocalGridSettings.defaults()
                        .withName("taken")
                        .withHome(home)
                        .withDataFolder(data)))
        .isInstanceOf(LocalGridException.class)
        .hasMessageContaining("taken runs already, in process " + theirs.pid());

    assertThat(data).doesNotExist();
    assertThat(new LocalGridRegistry(home).find("taken")).hasValue(theirs);
  }

  @Test
  void aNameThatNoGridCanHaveIsNoSetting() {
    assertThatThrownBy(() -> LocalGridSettings.defaults().withName("../../keep"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'../../keep' is no grid name");
  }

  @Test
  void aNameTakenWhileTheGridStartedIsRefusedToo() {
    ofAnotherProcess("taken");

    assertThatThrownBy(
            () ->
                Registration.in(
                    home,
                    LocalGridEntry.ofThisProcess(
                        GridConfig.local("taken", SOMEWHERE, SOMEWHERE, SOMEWHERE))))
        .isInstanceOf(LocalGridException.class);
  }
}
