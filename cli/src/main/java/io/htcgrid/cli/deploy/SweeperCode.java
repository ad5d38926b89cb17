package io.htcgrid.cli.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The sweeper's code as Lambda takes it; closing deletes the file.
 *
 * @param zip holds {@code lib/*.jar}
 * @param key in the grid's bucket, which changes when the code does
 */
record SweeperCode(Path zip, String key) implements AutoCloseable {
  /** Zip's first moment, so that the same files always make the same zip. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  /**
   * Packs a folder.
   *
   * @throws DeployException when it is not there, or holds no {@code lib}
   */
  static SweeperCode pack(Path folder) {
    if (!Files.isDirectory(folder.resolve("lib"))) {
      throw DeployException.refused(
          "the sweeper's code is not in " + folder + "; run ./htcgrid, which builds it");
    }
    try {
      Path zip = Files.createTempFile("htcgrid-sweeper", ".zip");
      return new SweeperCode(zip, "deploy/sweeper-" + pack(folder, zip) + ".zip");
    } catch (IOException e) {
      throw new UncheckedIOException("the sweeper's code cannot be packed", e);
    }
  }

  /** Returns the zip's SHA-256. */
  private static String pack(Path folder, Path into) throws IOException {
    MessageDigest sha256 = sha256();
    try (OutputStream file = Files.newOutputStream(into);
        ZipOutputStream zip = new ZipOutputStream(new DigestOutputStream(file, sha256))) {
      for (Path each : files(folder)) {
        ZipEntry entry = new ZipEntry(folder.relativize(each).toString().replace('\\', '/'));
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        Files.copy(each, zip);
        zip.closeEntry();
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(zip);
    } catch (IOException e) {
      // It lies among the system's temporary files, which goes by itself.
      zip.toFile().deleteOnExit();
    }
  }
}
