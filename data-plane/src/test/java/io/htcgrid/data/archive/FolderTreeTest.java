package io.htcgrid.data.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {
  @Test
  void aFolderGoesWithAllThatIsInItAndNothingThatItsLinksPointAt(@TempDir Path work)
      throws IOException {
    Path kept = Files.writeString(Files.createDirectories(work.resolve("kept")).resolve("a"), "a");
    Path folder = Files.createDirectories(work.resolve("folder/below/.hidden"));
    Files.writeString(folder.resolve("file"), "b");
    Files.createSymbolicLink(folder.resolve("link"), kept.getParent());

    FolderTree.delete(work.resolve("folder"));
    FolderTree.delete(work.resolve("folder"));

    assertThat(work).isDirectoryContaining(path -> path.endsWith("kept"));
    assertThat(work.resolve("folder")).doesNotExist();
    assertThat(kept).hasContent("a");
  }
}
