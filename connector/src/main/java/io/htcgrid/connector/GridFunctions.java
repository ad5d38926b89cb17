package io.htcgrid.connector;

import io.htcgrid.control.FunctionVersion;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.state.StateTable;
import io.htcgrid.data.ObjectKeys;
import io.htcgrid.data.archive.ArchiveException;
import io.htcgrid.data.archive.FileDigest;
import io.htcgrid.data.archive.FolderArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The functions that were put into a grid, from where its agents fetch them. Thread-safe; as long
 * as its {@link HtcGrid} is open.
 *
 * <p>A version is a function's folder as it was when it was pushed. It never changes; tasks name it
 * {@code name:version}, or {@code name} for the active one.
 */
public final class GridFunctions {
  private static final String DESCRIPTION = "function.json";

  /** So much of the digest names a version that was given no name. */
  private static final int SHORT_DIGEST = 12;

  private final Connection connection;

  GridFunctions(Connection connection) {
    this.connection = connection;
  }

  /**
   * What came of a push.
   *
   * @param version as it is registered
   * @param added false: the same content was there already under that name
   */
  public record Pushed(FunctionVersion version, boolean added) {}

  /**
   * Puts a folder into the grid as a version of a function. Agents use it when tasks name it, or
   * once it is activated. Pushing the same content again changes nothing.
   *
   * @param folder with a {@code function.json}; files of 1 GiB together and no symbolic links
   * @param version 1 to 64 letters, digits, hyphens and underscores; null: the beginning of the
   *     content's digest
   * @throws FunctionFolderException when name, version or folder cannot be used
   * @throws FunctionVersionTakenException when that version exists with other content, or did
   */
  public Pushed push(String name, @Nullable String version, Path folder) {
    return connection.errors().call(() -> packAndPut(name, version, folder));
  }

  private Pushed packAndPut(String name, @Nullable String version, Path folder) {
    try {
      FunctionVersion.checkName(name);
      if (version != null) {
        FunctionVersion.checkVersion(version);
      }
    } catch (IllegalArgumentException e) {
      throw new FunctionFolderException("cannot push: " + e.getMessage(), e);
    }
    if (!Files.isRegularFile(folder.resolve(DESCRIPTION))) {
      throw new FunctionFolderException(
          folder + " is no function's folder: it has no " + DESCRIPTION);
    }
    try {
      Path archive = Files.createTempFile("htcgrid-function", ".zip");
      try {
        int files = FolderArchive.pack(folder.toRealPath(), archive);
        return put(name, version, archive, files);
      } finally {
        Files.delete(archive);
      }
    } catch (ArchiveException e) {
      throw new FunctionFolderException(
          "function " + name + " cannot be pushed: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new FunctionFolderException("cannot pack " + folder + ": " + e, e);
    }
  }

  /** The object first: whoever sees a version finds its archive. */
  private Pushed put(String name, @Nullable String version, Path archive, int files)
      throws IOException {
    String digest = FileDigest.sha256(archive);
    GridServices services = connection.services();
    FunctionVersion wanted =
        new FunctionVersion(
            name,
            version == null ? digest.substring(0, SHORT_DIGEST) : version,
            digest,
            Files.size(archive),
            files,
            services.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    services.blobs().putFile(ObjectKeys.function(name, digest), archive);
    FunctionVersion registered = services.table().registerFunction(wanted);
    if (!registered.sha256().equals(digest)) {
      throw new FunctionVersionTakenException(registered);
    }
    return new Pushed(registered, registered.equals(wanted));
  }

  /** All versions of all functions, by name and version. */
  public List<FunctionVersion> list() {
    return connection.errors().call(() -> connection.services().table().listFunctions());
  }

  /** The active version of each function that has one, by the function's name. */
  public Map<String, String> active() {
    return connection.errors().call(() -> connection.services().table().readSettings().functions());
  }

  /**
   * Makes a version the one that tasks get who name none. Agents know it within ten seconds; tasks
   * that run then end on the version they began with.
   *
   * @throws NoSuchFunctionException when there is no such version
   */
  public FunctionVersion activate(String name, String version) {
    return connection
        .errors()
        .call(
            () -> {
              FunctionVersion found = find(name, version);
              connection.services().table().activateFunction(name, version);
              return found;
            });
  }

  private FunctionVersion find(String name, String version) {
    GridServices services = connection.services();
    return services
        .table()
        .readFunction(name, version)
        .orElseThrow(
            () -> new NoSuchFunctionException(services.config().grid(), name + ":" + version));
  }

  /**
   * Leaves a function without an active version: tasks that name none get the runtime's own
   * function of that name, or fail if it has none. Agents know it within ten seconds.
   *
   * @return the version that was active; empty: none was, and nothing is changed
   */
  public Optional<String> deactivate(String name) {
    return connection
        .errors()
        .call(
            () -> {
              StateTable table = connection.services().table();
              Optional<String> active =
                  Optional.ofNullable(table.readSettings().functions().get(name));
              if (active.isPresent()) {
                table.deactivateFunction(name);
              }
              return active;
            });
  }

  /**
   * Deletes a version and its archive. Tasks that name it fail from then on, once no agent holds it
   * any more; its name stays its content's, which may be pushed again. Who pushes that at the same
   * moment may have to repeat it.
   *
   * @return the version that was deleted
   * @throws NoSuchFunctionException when there is no such version
   * @throws GridRequestException when it is the active one; nothing is deleted
   */
  public FunctionVersion delete(String name, String version) {
    return connection.errors().call(() -> findAndDelete(name, version));
  }

  private FunctionVersion findAndDelete(String name, String version) {
    GridServices services = connection.services();
    FunctionVersion found = find(name, version);
    if (version.equals(services.table().readSettings().functions().get(name))) {
      throw new GridRequestException(
          found.qualified()
              + " is the active version of "
              + name
              + ", so it is not deleted; 'htcgrid functions activate' another one first, or"
              + " 'htcgrid functions deactivate "
              + name
              + "'");
    }
    // The archive last, so that whoever sees a version finds it; versions may share one.
    services.table().deleteFunction(found);
    boolean isShared =
        services.table().listFunctions().stream()
            .anyMatch(other -> other.name().equals(name) && other.sha256().equals(found.sha256()));
    if (!isShared) {
      services.blobs().delete(ObjectKeys.function(name, found.sha256()));
    }
    return found;
  }
}
