package io.htcgrid.agent.delivery;

import io.htcgrid.control.FunctionVersion;
import io.htcgrid.data.archive.FolderArchive;
import io.htcgrid.data.archive.FolderTree;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folder of versions, {@code <name>/<version>}, as it lies on the disk. Whatever has a
 * version's place is whole: it is made under a name that begins with a dot, and renamed. Agents may
 * share the folder: each marks what it uses, and none removes what any has marked lately.
 */
final class VersionFolder {
  /** For so long nobody has used what may be removed. */
  static final Duration KEPT = Duration.ofHours(1);

  /** A younger mark need not be renewed at once by who uses the version: not a write a task. */
  static final Duration FRESH = Duration.ofMinutes(5);

  /** Holds the digest of the archive; its time is when the version was last known to be used. */
  private static final String MARK = ".htcgrid-version";

  private static final String UNFINISHED = ".new-";
  private static final String REPLACED = ".old-";

  private final Path root;
  private final InstantSource clock;

  VersionFolder(Path root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
  }

  void create() throws IOException {
    Files.createDirectories(root);
  }

  private Path place(String name, String version) {
    return root.resolve(name).resolve(version);
  }

  boolean has(String name, String version) {
    return Files.isDirectory(place(name, version));
  }

  /** Whether what has the version's place was made of its archive. */
  boolean holds(FunctionVersion version) throws IOException {
    try {
      return Files.readString(place(version.name(), version.version()).resolve(MARK))
          .equals(version.sha256());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** A file that nobody else uses. */
  Path unfinished() {
    return root.resolve(UNFINISHED + UUID.randomUUID());
  }

  /** Puts a version in its place, in place of what may be there. */
  void install(FunctionVersion version, Path archive) throws IOException {
    Path fresh = unfinished();
    try {
      FolderArchive.unpack(archive, fresh);
      Files.writeString(fresh.resolve(MARK), version.sha256());
      mark(fresh);
      Path place = place(version.name(), version.version());
      Files.createDirectories(root.resolve(version.name()));
      if (!moved(fresh, place)) {
        replace(version, fresh, place);
      }
    } finally {
      FolderTree.delete(fresh);
    }
  }

  private void replace(FunctionVersion version, Path fresh, Path place) throws IOException {
    if (holds(version)) {
      // Another agent was faster.
      return;
    }
    Path replaced = root.resolve(REPLACED + UUID.randomUUID());
    movedAway(place, replaced);
    Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
    FolderTree.delete(replaced);
  }

  /** Returns whether it was; if not, something has the place. */
  private static boolean moved(Path fresh, Path place) throws IOException {
    try {
      if (Files.exists(place)) {
        return false;
      }
      Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Returns whether it was; if not, another agent moved it meanwhile. */
  private static boolean movedAway(Path place, Path replaced) throws IOException {
    try {
      Files.move(place, replaced, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Says that a version is in use. Returns whether it is there. */
  boolean mark(String name, String version) throws IOException {
    return mark(place(name, version));
  }

  /** As {@link #mark}, but leaves a mark that is fresh. */
  boolean renew(String name, String version) throws IOException {
    Path place = place(name, version);
    Instant used = lastModified(place.resolve(MARK));
    if (used == null) {
      return false;
    }
    return !isOlder(used, FRESH) || mark(place);
  }

  private boolean mark(Path place) throws IOException {
    try {
      Files.setLastModifiedTime(place.resolve(MARK), FileTime.from(clock.instant()));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** The versions that nobody has marked for {@link #KEPT}, as {@code name:version}. */
  List<String> unused() throws IOException {
    List<String> unused = new ArrayList<>();
    for (Path name : visible(root)) {
      for (Path version : visible(name)) {
        if (isUnused(version)) {
          unused.add(name.getFileName() + ":" + version.getFileName());
        }
      }
    }
    return unused;
  }

  /** Whether it is one of {@link #unused()}. */
  boolean isUnused(String name, String version) throws IOException {
    return isUnused(place(name, version));
  }

  private boolean isUnused(Path place) throws IOException {
    Instant used = lastModified(place.resolve(MARK));
    return used != null && isOlder(used, KEPT);
  }

  /**
   * Takes a version out of its place, at once for whoever looks. Returns whether it did; if not,
   * another agent was faster.
   */
  boolean takeAway(String name, String version) throws IOException {
    return movedAway(place(name, version), root.resolve(REPLACED + UUID.randomUUID()));
  }

  /**
   * Deletes what was taken away, and what agents left unfinished that ended in the middle of it.
   */
  void deleteLeftovers() throws IOException {
    for (Path path : list(root)) {
      String name = path.getFileName().toString();
      Instant changed = lastModified(path);
      if (name.startsWith(REPLACED)
          || (name.startsWith(UNFINISHED) && changed != null && isOlder(changed, KEPT))) {
        FolderTree.delete(path);
      }
    }
  }

  private boolean isOlder(Instant time, Duration age) {
    return time.isBefore(clock.instant().minus(age));
  }

  private static @Nullable Instant lastModified(Path path) throws IOException {
    try {
      return Files.getLastModifiedTime(path).toInstant();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static List<Path> visible(Path folder) throws IOException {
    return list(folder).stream()
        .filter(path -> !path.getFileName().toString().startsWith(".") && Files.isDirectory(path))
        .toList();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var paths = Files.list(folder)) {
      return paths.toList();
    }
  }
}
