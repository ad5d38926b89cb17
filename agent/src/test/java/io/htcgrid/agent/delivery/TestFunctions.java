package io.htcgrid.agent.delivery;

import io.htcgrid.control.FunctionVersion;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.data.ObjectKeys;
import io.htcgrid.data.archive.FileDigest;
import io.htcgrid.data.archive.FolderArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Makes functions of shell scripts, and puts versions of them into a grid. */
public final class TestFunctions {
  private final GridServices services;
  private final Path folder;
  private int made;

  /**
   * @param folder where there is room
   */
  public TestFunctions(GridServices services, Path folder) {
    Assumptions.assumeTrue(hasCurl(), "the shell's bootstrap needs curl");
    this.services = services;
    this.folder = folder;
  }

  private static boolean hasCurl() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
  }

  /** Writes a function's folder. Its payload is the script's standard input. */
  public static Path write(Path folder, String script) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("function.json"),
        "{\"runtime\": \"provided\", \"handler\": \"say\", \"memoryMb\": 256}");
    Path bootstrap =
        Path.of(System.getProperty("basedir", "."))
            .resolve("../lambda-runtime/src/main/bootstraps/shell/bootstrap");
    executable(folder.resolve("bootstrap"), Files.readString(bootstrap));
    executable(folder.resolve("say"), "#!/bin/sh\n" + script + "\n");
    return folder;
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Packs a script as a function. */
  Path archive(String script) throws IOException {
    Path source = write(folder.resolve("source-" + made), script);
    Path archive = folder.resolve("archive-" + made + ".zip");
    made++;
    FolderArchive.pack(source, archive);
    return archive;
  }

  /** Puts a version into the grid. */
  public FunctionVersion push(String name, String version, String script) throws IOException {
    return push(name, version, archive(script));
  }

  FunctionVersion push(String name, String version, Path archive) throws IOException {
    FunctionVersion pushed =
        new FunctionVersion(
            name,
            version,
            FileDigest.sha256(archive),
            Files.size(archive),
            3,
            services.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    services.blobs().putFile(ObjectKeys.function(name, pushed.sha256()), archive);
    return services.table().registerFunction(pushed);
  }

  /** Has another object in the place of a version's archive. */
  public void tamper(FunctionVersion version, byte[] content) {
    services.blobs().put(ObjectKeys.function(version.name(), version.sha256()), content);
  }

  /** Makes a version the active one. */
  public void activate(String name, String version) {
    services.table().activateFunction(name, version);
  }
}
