package io.htcgrid.cli;

import io.htcgrid.data.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where a submission's payloads come from; checked in whole before anything is submitted. */
sealed interface TaskInput extends AutoCloseable {
  /** How many tasks there will be. */
  long tasks();

  private static void requireFitting(long tasks) {
    if (tasks > TaskId.MAX_TASKS) {
      throw CommandFailure.usage(
          "--input: there are "
              + tasks
              + " tasks; a session may have "
              + TaskId.MAX_TASKS
              + ", so submit several; nothing was submitted");
    }
  }

  /** The payloads in order, read lazily; the caller closes the stream. */
  Stream<byte[]> payloads();

  @Override
  default void close() {}

  /**
   * One payload a file, in the order of their names.
   *
   * @param files as listed when the input was checked
   */
  record FilePerTask(List<Path> files) implements TaskInput {
    /**
     * @throws CommandFailure when they are more than a session may have tasks
     */
    public FilePerTask {
      requireFitting(files.size());
    }

    @Override
    public long tasks() {
      return files.size();
    }

    @Override
    public Stream<byte[]> payloads() {
      return files.stream().map(FilePerTask::read);
    }

    private static byte[] read(Path file) {
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file + " (" + Diagnosis.reason(e) + ")", e);
      }
    }
  }

  /**
   * One JSON payload a line; empty lines are passed over.
   *
   * @param file of lines
   * @param spooled whether the file is a copy of what can be read only once, deleted at the end
   */
  record LinePerTask(Path file, long tasks, boolean spooled) implements TaskInput {
    /**
     * @throws CommandFailure when they are more than a session may have
     */
    public LinePerTask {
      requireFitting(tasks);
    }

    @Override
    public Stream<byte[]> payloads() {
      return JsonLines.open(file).map(JsonLines.Line::bytes);
    }

    @Override
    public void close() {
      if (spooled) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          throw new UncheckedIOException(
              "cannot delete " + file + " (" + Diagnosis.reason(e) + ")", e);
        }
      }
    }
  }
}
