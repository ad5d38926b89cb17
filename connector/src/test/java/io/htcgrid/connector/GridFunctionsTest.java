package io.htcgrid.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.control.FunctionVersion;
import io.htcgrid.data.ObjectKeys;
import io.htcgrid.data.archive.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions are put into the grid, named, listed and activated. */
class GridFunctionsTest extends GridTest {
  @TempDir private Path work;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private GridFunctions functions;

  @BeforeEach
  void connectOnly() {
    functions = connect().functions();
  }

  private Path folder(String content) throws IOException {
    Path folder = Files.createDirectories(work.resolve("folder-" + content));
    Files.writeString(folder.resolve("function.json"), content);
    return folder;
  }

  @Test
  void aVersionIsItsArchiveInTheBucketUnderItsDigest() throws IOException {
    FunctionVersion version = functions.push("archived", "1", folder("one")).version();

    Path archive = work.resolve("archive");
    assertThat(
            aws()
                .services()
                .blobs()
                .fetchFile(ObjectKeys.function("archived", version.sha256()), archive, 1 << 20))
        .isTrue();
    assertThat(FileDigest.sha256(archive)).isEqualTo(version.sha256());
    assertThat(Files.size(archive)).isEqualTo(version.bytes());
    assertThat(version.files()).isEqualTo(1);
  }

  @Test
  void theSameContentAgainIsTheSameVersionAndOtherContentIsRefused() throws IOException {
    GridFunctions.Pushed first = functions.push("price", "1", folder("one"));
    assertThat(first.added()).isTrue();

    assertThat(functions.push("price", "1", folder("one")))
        .isEqualTo(new GridFunctions.Pushed(first.version(), false));
    assertThatThrownBy(() -> functions.push("price", "1", folder("two")))
        .isInstanceOf(FunctionVersionTakenException.class)
        .hasMessage(
            "price:1 was pushed at "
                + first.version().pushedAt()
                + " with other content, and versions never change; push this one under another"
                + " version");
    assertThat(functions.list()).contains(first.version());
  }

  @Test
  void aVersionWithoutANameIsNamedByItsContent() throws IOException {
    FunctionVersion version = functions.push("unnamed", null, folder("one")).version();

    assertThat(version.version()).isEqualTo(version.sha256().substring(0, 12));
    assertThat(functions.push("unnamed", null, folder("one")).added()).isFalse();
    assertThat(functions.push("unnamed", null, folder("two")).added()).isTrue();
  }

  @Test
  void onlyAVersionThatWasPushedIsActivatedAndAnEarlierOneMayBeAgain() throws IOException {
    functions.push("active", "1", folder("one"));
    functions.push("active", "2", folder("two"));
    assertThat(functions.active()).doesNotContainKey("active");

    functions.activate("active", "2");
    assertThat(functions.active()).containsEntry("active", "2");
    functions.activate("active", "1");
    assertThat(functions.active()).containsEntry("active", "1");

    assertThatThrownBy(() -> functions.activate("active", "3"))
        .isInstanceOf(NoSuchFunctionException.class)
        .hasMessageContaining("has no active:3");
    assertThat(functions.active()).containsEntry("active", "1");
  }

  @Test
  void aVersionIsDeletedUnlessItIsActiveAndItsArchiveGoesWithTheLastThatHasIt() throws IOException {
    FunctionVersion first = functions.push("old", "1", folder("one")).version();
    functions.push("old", "same", folder("one"));
    functions.push("old", "2", folder("two"));
    functions.activate("old", "1");
    assertThatThrownBy(() -> functions.delete("old", "1"))
        .isInstanceOf(GridRequestException.class)
        .hasMessage(
            "old:1 is the active version of old, so it is not deleted; 'htcgrid functions activate'"
                + " another one first, or 'htcgrid functions deactivate old'");
    assertThatThrownBy(() -> functions.delete("old", "3"))
        .isInstanceOf(NoSuchFunctionException.class);

    assertThat(functions.deactivate("old")).contains("1");
    assertThat(functions.deactivate("old")).isEmpty();
    assertThat(functions.active()).doesNotContainKey("old");
    assertThat(functions.delete("old", "1")).isEqualTo(first);

    assertThatThrownBy(() -> functions.activate("old", "1"))
        .isInstanceOf(NoSuchFunctionException.class);
    assertThat(hasArchive(first)).as("the other version's too").isTrue();
    functions.delete("old", "same");
    assertThat(hasArchive(first)).isFalse();
    assertThat(functions.list())
        .filteredOn(version -> version.name().equals("old"))
        .extracting(FunctionVersion::version)
        .containsExactly("2");

    assertThatThrownBy(() -> functions.push("old", "1", folder("two")))
        .isInstanceOf(FunctionVersionTakenException.class);
    assertThat(functions.push("old", "1", folder("one")).added()).isTrue();
    assertThat(hasArchive(first)).isTrue();
  }

  private boolean hasArchive(FunctionVersion version) throws IOException {
    return aws()
        .services()
        .blobs()
        .fetchFile(
            ObjectKeys.function(version.name(), version.sha256()),
            work.resolve("archive"),
            1 << 20);
  }

  @Test
  void whatCannotBePushedIsSaidInOneSentenceAndNothingIsRegistered() throws IOException {
    Path good = folder("one");
    assertThatThrownBy(() -> functions.push("two words", "1", good))
        .isInstanceOf(FunctionFolderException.class)
        .hasMessageContaining("\"two words\" is no name for a function");
    assertThatThrownBy(() -> functions.push("command", "1", good))
        .hasMessageContaining("built-in function");
    assertThatThrownBy(() -> functions.push("bad", "1.0", good))
        .isInstanceOf(FunctionFolderException.class)
        .hasMessageContaining("\"1.0\" is no name for a version");
    assertThatThrownBy(() -> functions.push("bad", "1", work))
        .isInstanceOf(FunctionFolderException.class)
        .hasMessageContaining("it has no function.json");
    Files.createSymbolicLink(good.resolve("link"), Path.of("function.json"));
    assertThatThrownBy(() -> functions.push("bad", "1", good))
        .isInstanceOf(FunctionFolderException.class)
        .hasMessageContaining("link is a symbolic link");

    assertThat(functions.list()).extracting(FunctionVersion::name).doesNotContain("bad", "command");
  }

  @Test
  void whoMayNotWriteTheBucketIsToldSoAndRegistersNothing() {
    HtcGrid grid =
        opened(aws().connect(Proxies.blobs(aws().services(), Proxies.denying("putFile"))));

    assertThatThrownBy(() -> grid.functions().push("denied", "1", folder("one")))
        .isInstanceOf(NotPermittedException.class)
        .hasMessageContaining("no permission to do this in grid " + aws().config().grid());
    assertThat(functions.list()).extracting(FunctionVersion::name).doesNotContain("denied");
  }
}
