package io.htcgrid.agent.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.FunctionVersion;
import io.htcgrid.data.archive.ArchiveException;
import io.htcgrid.data.archive.FolderArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionFolderTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  @TempDir private Path work;
  private Instant now = START;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Path root;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private VersionFolder folder;

  @BeforeEach
  void create() throws IOException {
    root = work.resolve("versions");
    folder = new VersionFolder(root, () -> now);
    folder.create();
  }

  private static FunctionVersion version(String digit) {
    return new FunctionVersion("price", "1", digit.repeat(64), 1, 1, START);
  }

  private Path archiveOf(String content) throws IOException {
    Path source = Files.createDirectories(work.resolve("source-" + content));
    Files.writeString(source.resolve("function.json"), content);
    Path archive = work.resolve(content + ".zip");
    FolderArchive.pack(source, archive);
    return archive;
  }

  private List<String> inRoot() throws IOException {
    try (var paths = Files.list(root)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aVersionIsThereWholeAndNothingElseIsLeft() throws IOException {
    assertThat(folder.has("price", "1")).isFalse();
    assertThat(folder.holds(version("a"))).isFalse();

    folder.install(version("a"), archiveOf("one"));

    assertThat(folder.has("price", "1")).isTrue();
    assertThat(folder.holds(version("a"))).isTrue();
    assertThat(root.resolve("price").resolve("1").resolve("function.json")).hasContent("one");
    assertThat(inRoot()).containsExactly("price");
  }

  @Test
  void anArchiveThatCannotBeUnpackedLeavesNothing() throws IOException {
    Path broken = Files.writeString(work.resolve("broken.zip"), "no archive, but long enough");

    assertThatThrownBy(() -> folder.install(version("a"), broken))
        .isInstanceOf(ArchiveException.class);

    assertThat(folder.has("price", "1")).isFalse();
    assertThat(inRoot()).isEmpty();
  }

  @Test
  void ofTwoAgentsThatShareTheFolderTheSecondLeavesWhatTheFirstPutThere() throws IOException {
    folder.install(version("a"), archiveOf("one"));
    Object first = Files.getAttribute(root.resolve("price").resolve("1"), "unix:ino");

    new VersionFolder(root, () -> now).install(version("a"), archiveOf("one"));

    assertThat(Files.getAttribute(root.resolve("price").resolve("1"), "unix:ino")).isEqualTo(first);
    assertThat(inRoot()).containsExactly("price");
  }

  @Test
  void whatAnotherGridLeftUnderTheNameIsReplaced() throws IOException {
    folder.install(version("a"), archiveOf("one"));

    assertThat(folder.holds(version("b"))).isFalse();
    folder.install(version("b"), archiveOf("two"));

    assertThat(folder.holds(version("b"))).isTrue();
    assertThat(root.resolve("price").resolve("1").resolve("function.json")).hasContent("two");
    assertThat(inRoot()).containsExactly("price");
  }

  @Test
  void aVersionIsUnusedWhenNobodyMarkedItForAnHour() throws IOException {
    folder.install(version("a"), archiveOf("one"));
    now = START.plus(VersionFolder.KEPT);
    assertThat(folder.unused()).isEmpty();

    now = now.plusSeconds(1);
    assertThat(folder.unused()).containsExactly("price:1");

    folder.mark("price", "1");
    assertThat(folder.unused()).isEmpty();
  }

  @Test
  void whatIsTakenAwayIsGoneAtOnceAndDeletedLater() throws IOException {
    folder.install(version("a"), archiveOf("one"));
    folder.takeAway("price", "1");

    assertThat(folder.has("price", "1")).isFalse();
    folder.deleteLeftovers();
    assertThat(inRoot()).containsExactly("price");
  }

  @Test
  void whatAnotherAgentTookAwayMeanwhileIsNeitherTakenAwayAgainNorMarked() throws IOException {
    folder.install(version("a"), archiveOf("one"));

    assertThat(new VersionFolder(root, () -> now).takeAway("price", "1")).isTrue();
    assertThat(folder.takeAway("price", "1")).isFalse();
    assertThat(folder.mark("price", "1")).isFalse();
  }

  @Test
  void whatAnAgentLeftUnfinishedIsDeletedOnceItIsOld() throws IOException {
    Path dead = Files.createDirectory(folder.unfinished());
    Files.setLastModifiedTime(dead, FileTime.from(START.minus(Duration.ofHours(2))));
    Path busy = Files.createDirectory(folder.unfinished());
    Files.setLastModifiedTime(busy, FileTime.from(START.minus(Duration.ofMinutes(1))));

    folder.deleteLeftovers();

    assertThat(inRoot()).containsExactly(busy.getFileName().toString());
  }
}
