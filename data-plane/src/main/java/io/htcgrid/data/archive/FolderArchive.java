package io.htcgrid.data.archive;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder as one zip file that holds its files, stored and in order, and whether each may be run;
 * nothing of when they were written, by whom, or of empty folders. So the same content makes the
 * same bytes, whenever and wherever it is packed.
 */
public final class FolderArchive {
  /** The most bytes that a folder's files may have together: 1 GiB. */
  public static final long MAX_BYTES = 1L << 30;

  /** The most files of a folder. */
  public static final int MAX_FILES = 10_000;

  /** The most bytes of an archive: files and all headers. */
  public static final long MAX_ARCHIVE_BYTES = MAX_BYTES + (32L << 20);

  private FolderArchive() {}

  /**
   * Packs a folder.
   *
   * @param archive is written, or overwritten
   * @return how many files it holds
   * @throws ArchiveException when the folder has symbolic links, other things than files and
   *     folders, names that cannot be kept, or too much; or when a file changes meanwhile
   */
  public static int pack(Path folder, Path archive) throws IOException {
    Map<String, Path> files = filesOf(folder);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(archive))) {
      ZipWriter zip = new ZipWriter(out);
      for (Map.Entry<String, Path> file : files.entrySet()) {
        zip.add(file.getKey(), file.getValue(), Files.isExecutable(file.getValue()));
      }
      zip.end();
    }
    return files.size();
  }

  private static Map<String, Path> filesOf(Path folder) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    long[] bytes = {0};
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isRegularFile()) {
              throw new ArchiveException(
                  file
                      + " is "
                      + (attributes.isSymbolicLink()
                          ? "a symbolic link; put what it points to in its place"
                          : "neither a file nor a folder; take it away"));
            }
            String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
            ArchivedFile.checkName(name);
            files.put(name, file);
            bytes[0] += attributes.size();
            if (files.size() > MAX_FILES || bytes[0] > MAX_BYTES) {
              throw new ArchiveException(
                  folder
                      + " is too large: it may have "
                      + MAX_FILES
                      + " files of "
                      + (MAX_BYTES >> 20)
                      + " MiB together");
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  /**
   * Unpacks an archive into a folder that this makes. When it fails, the folder may be there with a
   * part of the files.
   *
   * @param folder does not exist yet; its parent does
   * @throws ArchiveException when the archive holds anything but regular files that stay in the
   *     folder, or was not made by {@link #pack}
   */
  public static void unpack(Path archive, Path folder) throws IOException {
    if (Files.size(archive) > MAX_ARCHIVE_BYTES) {
      throw new ArchiveException("it is larger than " + (MAX_ARCHIVE_BYTES >> 20) + " MiB");
    }
    try (FileChannel from = FileChannel.open(archive, StandardOpenOption.READ)) {
      ZipReader zip = new ZipReader(from);
      var files = zip.files();
      makeFolder(folder);
      for (ArchivedFile file : files) {
        unpack(zip.start(file), file, from, folder);
      }
    }
  }

  private static void unpack(long start, ArchivedFile file, FileChannel from, Path folder)
      throws IOException {
    Path target = folder.resolve(file.name()).normalize();
    if (!target.startsWith(folder.normalize())) {
      throw new ArchiveException("\"" + file.name() + "\" lies outside of the folder");
    }
    makeParents(target, folder);
    try (FileChannel to =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long copied = 0; copied < file.size(); ) {
        long now = from.transferTo(start + copied, file.size() - copied, to);
        if (now <= 0) {
          throw new ArchiveException("\"" + file.name() + "\" is cut off");
        }
        copied += now;
      }
    }
    permit(target, file.executable() ? "rwxr-xr-x" : "rw-r--r--");
  }

  private static void makeParents(Path target, Path folder) throws IOException {
    Path at = folder;
    Path inside = folder.relativize(target);
    for (int i = 0; i < inside.getNameCount() - 1; i++) {
      at = at.resolve(inside.getName(i));
      if (!Files.isDirectory(at)) {
        makeFolder(at);
      }
    }
  }

  /** Others, such as the runtime beside an agent, may run under another user. */
  private static void makeFolder(Path folder) throws IOException {
    Files.createDirectory(folder);
    permit(folder, "rwxr-xr-x");
  }

  private static void permit(Path path, String permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }
}
