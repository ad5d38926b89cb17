package io.htcgrid.cli;

import io.htcgrid.data.BlobLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds and checks what {@code --input} names, before anything is submitted. */
final class InputReader {
  private static final Path STDIN = Path.of("-");

  private InputReader() {}

  /**
   * @param input a file of JSON lines, a folder of one payload a file, or {@code -} for JSON lines
   *     on stdin, which is spooled to disk first, as is any file that can be read only once
   */
  static TaskInput read(Path input, InputStream stdin) {
    try {
      return input.equals(STDIN) ? spool(stdin, "stdin") : read(input);
    } catch (NoSuchFileException e) {
      throw CommandFailure.usage("--input: there is no file " + e.getFile());
    } catch (IOException e) {
      throw unreadable(input.toString(), e);
    }
  }

  static CommandFailure unreadable(String input, IOException e) {
    return CommandFailure.usage(
        "--input "
            + input
            + ": cannot be read ("
            + Diagnosis.reason(e)
            + "); name what this user can read");
  }

  private static TaskInput read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return folder(path);
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (!Files.isReadable(path)) {
      throw CommandFailure.usage("--input: no permission to read " + path);
    }
    if (Files.isRegularFile(path)) {
      return checked(path, path.toString(), false);
    }
    try (InputStream once = Files.newInputStream(path)) {
      return spool(once, path.toString());
    }
  }

  private static TaskInput folder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .sorted()
              .toList();
    }
    if (files.isEmpty()) {
      throw CommandFailure.usage("--input: " + folder + " holds no files, so there are no tasks");
    }
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw CommandFailure.usage("--input: no permission to read " + file);
      }
      if (Files.size(file) > BlobLimits.MAX_BLOB_BYTES) {
        throw CommandFailure.usage(
            "--input: "
                + file
                + " has "
                + Files.size(file)
                + " bytes; a payload may have "
                + BlobLimits.MAX_BLOB_BYTES
                + "; nothing was submitted");
      }
    }
    return new TaskInput.FilePerTask(files);
  }

  private static TaskInput spool(InputStream source, String name) throws IOException {
    return spool(source, name, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * @param temporary where the copy is kept
   */
  static TaskInput spool(InputStream source, String name, Path temporary) throws IOException {
    Path file = copyIn(temporary);
    // A signal leaves nobody else the time to.
    file.toFile().deleteOnExit();
    boolean kept = false;
    try {
      Files.copy(source, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      TaskInput input = checked(file, name, true);
      kept = true;
      return input;
    } finally {
      if (!kept) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Path copyIn(Path temporary) {
    try {
      return Files.createTempFile(temporary, "htcgrid-input", ".jsonl");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.CONFIGURATION,
          "no copy of the input can be kept in "
              + temporary
              + " ("
              + Diagnosis.reason(e)
              + "); HTCGRID_JAVA_OPTIONS=-Djava.io.tmpdir=DIR names another folder",
          e);
    }
  }

  private static TaskInput checked(Path file, String name, boolean spooled) throws IOException {
    long lines = JsonLines.check(file, name, BlobLimits.MAX_BLOB_BYTES);
    if (lines == 0) {
      throw CommandFailure.usage("--input: " + name + " holds no lines, so there are no tasks");
    }
    return new TaskInput.LinePerTask(file, lines, spooled);
  }
}
