package io.htcgrid.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweeperCodeTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path folder;

  @Test
  void theSameFilesMakeTheSameKeyWheneverTheyWereWritten() throws Exception {
    Path sweeper = SmallTemplates.sweeper(folder);
    String before;
    try (SweeperCode code = SweeperCode.pack(sweeper)) {
      before = code.key();
      try (ZipFile zip = new ZipFile(code.zip().toFile())) {
        assertThat(zip.stream().map(Object::toString)).containsExactly("lib/a.jar", "lib/b.jar");
      }
    }
    Path jar = sweeper.resolve("lib").resolve("a.jar");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1));
    try (SweeperCode code = SweeperCode.pack(sweeper)) {
      assertThat(code.key()).isEqualTo(before).matches("deploy/sweeper-[0-9a-f]{64}\\.zip");
    }
    Files.writeString(jar, "newer classes");
    SweeperCode changed = SweeperCode.pack(sweeper);
    assertThat(changed.key()).isNotEqualTo(before);

    changed.close();
    assertThat(changed.zip()).doesNotExist();
  }

  @Test
  void codeThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> SweeperCode.pack(folder.resolve("none")))
        .isInstanceOf(DeployException.class)
        .hasMessageContaining(folder.resolve("none").toString());
  }
}
