package io.htcgrid.local;

import io.htcgrid.data.archive.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that is deleted, with all that is in it, when it is closed.
 *
 * @param path of the folder
 */
public record TemporaryFolder(Path path) implements AutoCloseable {
  /**
   * Makes one.
   *
   * @throws LocalGridException when that fails
   */
  public static TemporaryFolder create(String prefix) {
    try {
      return new TemporaryFolder(Files.createTempDirectory(prefix));
    } catch (IOException e) {
      throw new LocalGridException("cannot create a temporary folder: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    FolderTree.delete(path);
  }
}
