package io.htcgrid.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A folder held by one process: a locked file in it says so, and the operating system lets go of
 * the lock when the process dies.
 */
final class DataFolder implements AutoCloseable {
  private static final String LOCK_FILE = "lock";

  private final Path path;
  private final FileChannel lockFile;

  private DataFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /** Creates the folder where it is missing and locks it. */
  static DataFolder open(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      return lock(path);
    } catch (FileAlreadyExistsException e) {
      throw new EmbeddedServiceException(
          "Data folder "
              + path
              + " cannot be used ("
              + e.getFile()
              + " is no folder): choose another",
          e);
    } catch (AccessDeniedException e) {
      throw new EmbeddedServiceException(
          "Data folder "
              + path
              + " cannot be used (this user may not): choose a folder that this user may write to",
          e);
    } catch (IOException e) {
      throw new EmbeddedServiceException(
          "Data folder "
              + path
              + " cannot be used ("
              + e.getMessage()
              + "): choose a folder that this user may write to",
          e);
    }
  }

  private static DataFolder lock(Path path) throws IOException {
    FileChannel lockFile =
        FileChannel.open(
            path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = tryLock(lockFile);
    } finally {
      if (lock == null) {
        lockFile.close();
      }
    }
    if (lock == null) {
      throw new EmbeddedServiceException(
          "Data folder "
              + path
              + " is in use by a running process: stop that one or choose another folder");
    }
    return new DataFolder(path, lockFile);
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      // This very process holds it.
      return null;
    }
  }

  /** A folder inside for one service, created where it is missing. */
  Path subfolder(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new EmbeddedServiceException(
          "Folder " + name + " cannot be created in data folder " + path + ": " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new EmbeddedServiceException("Data folder " + path + " was not unlocked: " + e, e);
    }
  }
}
