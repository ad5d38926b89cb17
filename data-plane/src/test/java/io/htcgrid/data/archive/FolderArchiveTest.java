package io.htcgrid.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderArchiveTest {
  @TempDir private Path work;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Path folder;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Path archive;

  @BeforeEach
  void write() throws IOException {
    folder = functionIn(work.resolve("price"));
    archive = work.resolve("price.zip");
  }

  private static Path functionIn(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("lib").resolve("deep"));
    Files.writeString(folder.resolve("function.json"), "{}");
    Files.writeString(folder.resolve("bootstrap"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        folder.resolve("bootstrap"), PosixFilePermissions.fromString("rwx------"));
    Files.write(folder.resolve("lib").resolve("deep").resolve("größe.bin"), new byte[100_000]);
    Files.writeString(folder.resolve("lib").resolve("empty"), "");
    return folder;
  }

  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            root.relativize(file).toString(),
            FileDigest.sha256(file)
                + " "
                + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return contents;
  }

  @Test
  void aFolderComesBackWithItsFilesAndWhatMayBeRunStillMay() throws IOException {
    assertThat(FolderArchive.pack(folder, archive)).isEqualTo(4);
    Path back = work.resolve("back");
    FolderArchive.unpack(archive, back);

    Files.setPosixFilePermissions(
        folder.resolve("bootstrap"), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(contents(back)).isEqualTo(contents(folder));
    assertThat(contents(back).get("bootstrap")).endsWith("rwxr-xr-x");
    assertThat(contents(back).get("function.json")).endsWith("rw-r--r--");
  }

  @Test
  void theSameContentIsTheSameArchiveElsewhereAndLater() throws IOException {
    Path copy = functionIn(work.resolve("copy"));
    Files.setLastModifiedTime(
        copy.resolve("function.json"), FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
    Files.createDirectory(copy.resolve("empty"));
    FolderArchive.pack(folder, archive);
    Path other = work.resolve("other.zip");
    FolderArchive.pack(copy, other);
    assertThat(other).hasSameBinaryContentAs(archive);

    Files.setPosixFilePermissions(
        copy.resolve("function.json"), PosixFilePermissions.fromString("rwxr-xr-x"));
    FolderArchive.pack(copy, other);
    assertThat(FileDigest.sha256(other)).isNotEqualTo(FileDigest.sha256(archive));
  }

  @Test
  void otherToolsReadTheArchive() throws IOException {
    FolderArchive.pack(folder, archive);
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly("bootstrap", "function.json", "lib/deep/größe.bin", "lib/empty");
      byte[] read = zip.getInputStream(zip.getEntry("bootstrap")).readAllBytes();
      assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo("#!/bin/sh\n");
    }
  }

  @Test
  void aSymbolicLinkIsNotPacked() throws IOException {
    Files.createSymbolicLink(folder.resolve("lib").resolve("link"), Path.of("/etc"));
    assertThatExceptionOfType(ArchiveException.class)
        .isThrownBy(() -> FolderArchive.pack(folder, archive))
        .withMessageContaining("lib/link is a symbolic link; put what it points to in its place");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil", "/evil", "a/../../evil", "a//b", "./a", "a/", "", "a\\b", "a\nb", ".."})
  void aNameThatLeadsElsewhereIsRefused(String name) throws IOException {
    craft(name);
    refused("is no name for a file");
    assertThat(work.resolve("evil")).doesNotExist();
  }

  private void craft(String... names) throws IOException {
    try (OutputStream out = Files.newOutputStream(archive)) {
      ZipWriter zip = new ZipWriter(out);
      for (String name : names) {
        zip.add(name, folder.resolve("bootstrap"), false);
      }
      zip.end();
    }
  }

  private void refused(String why) {
    assertThatExceptionOfType(ArchiveException.class)
        .isThrownBy(() -> FolderArchive.unpack(archive, work.resolve("unpacked")))
        .withMessageContaining(why);
  }

  @Test
  void aNameThatIsThereTwiceIsRefused() throws IOException {
    craft("a", "a");
    refused("it has \"a\" twice");
  }

  /** Changes the header in the directory of an archive whose only file has a name of a letter. */
  private void patch(int fromCentralHeader, int... bytes) throws IOException {
    byte[] zip = Files.readAllBytes(archive);
    int central = zip.length - ZipLayout.END_BYTES - ZipLayout.CENTRAL_BYTES - 1;
    for (int i = 0; i < bytes.length; i++) {
      zip[central + fromCentralHeader + i] = (byte) bytes[i];
    }
    Files.write(archive, zip);
  }

  @Test
  void aSymbolicLinkIsNotUnpacked() throws IOException {
    craft("a");
    int mode = ZipLayout.SYMBOLIC_LINK | 0777;
    patch(40, mode, mode >> 8);
    refused("\"a\" is a symbolic link");
  }

  @Test
  void aDeviceIsNotUnpacked() throws IOException {
    craft("a");
    patch(40, 0, 0020);
    refused("\"a\" is no regular file");
  }

  @Test
  void aFileThatClaimsToBeLargerThanItsArchiveIsRefused() throws IOException {
    craft("a");
    patch(20, 0, 0, 0, 0x30, 0, 0, 0, 0x30);
    refused("it is none that 'htcgrid functions push' made");
  }

  @Test
  void tooManyFilesAreRefusedByTheirCount() throws IOException {
    craft("a");
    patch(ZipLayout.CENTRAL_BYTES + 1 + 10, 0x11, 0x27);
    refused("it has 10001 files; there may be 10000");
  }

  @Test
  void compressedFilesAreRefused() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("bomb"));
      zip.write(new byte[1 << 20]);
    }
    refused("\"bomb\" is compressed");
  }

  @Test
  void whateverIsCutOffOrFlippedNothingLeavesTheFolderAndNoDefectComesOut() throws IOException {
    Path sandbox = Files.createDirectory(work.resolve("sandbox"));
    craft("a", "b/c");
    byte[] whole = Files.readAllBytes(archive);
    for (int i = 0; i < whole.length; i++) {
      Files.write(archive, Arrays.copyOf(whole, i));
      refused("");
      byte[] flipped = whole.clone();
      flipped[i] ^= 0x41;
      Files.write(archive, flipped);
      unpackAnyhow(sandbox.resolve("folder-" + i));
    }
    try (var found = Files.list(sandbox)) {
      assertThat(found.map(path -> path.getFileName().toString()))
          .allMatch(name -> name.startsWith("folder-"));
    }
  }

  private void unpackAnyhow(Path into) {
    try {
      FolderArchive.unpack(archive, into);
    } catch (ArchiveException e) {
      assertThat(e).hasMessageNotContaining("null");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
