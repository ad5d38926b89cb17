package io.htcgrid.data.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  @Test
  void twoMayDeleteTheSameFolderAtOnce(@TempDir Path work) throws Exception {
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 20; round++) {
        Path folder = work.resolve("folder-" + round);
        for (int i = 0; i < 200; i++) {
          Files.writeString(
              Files.createDirectories(folder.resolve("below-" + i % 20)).resolve("file-" + i), "");
        }
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Boolean> delete =
            () -> {
              start.await();
              FolderTree.delete(folder);
              return Files.exists(folder);
            };

        Future<Boolean> first = both.submit(delete);
        Future<Boolean> second = both.submit(delete);

        assertThat(first.get()).isFalse();
        assertThat(second.get()).isFalse();
      }
    } finally {
      both.shutdownNow();
    }
  }
}
