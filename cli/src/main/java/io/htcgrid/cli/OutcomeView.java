package io.htcgrid.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.htcgrid.connector.ResultUnreadableException;
import io.htcgrid.connector.TaskOutcome;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One task's outcome as one JSON object. Not thread-safe. */
final class OutcomeView {
  private static final String UNREADABLE = "ResultUnreadable";

  private final @Nullable Path folder;
  private long unreadable;

  /**
   * @param folder where results are written to; null: into the object itself
   */
  OutcomeView(@Nullable Path folder) {
    this.folder = folder;
  }

  ObjectNode json(TaskOutcome outcome) {
    ObjectNode node = Console.json().createObjectNode();
    node.put("index", outcome.index());
    if (outcome instanceof TaskOutcome.Completed completed) {
      node.put("state", TaskState.COMPLETED.name());
      result(node, completed);
    } else if (outcome instanceof TaskOutcome.Failed failed) {
      node.put("state", TaskState.FAILED.name());
      node.set("error", error(failed.error()));
    } else {
      node.put("state", TaskState.CANCELLED.name());
    }
    return node;
  }

  /**
   * The exit code of a listing. Says so when results could not be read, which ends none of it.
   *
   * @param otherwise the code when all could be
   */
  int exitCode(Console console, int otherwise) {
    if (unreadable == 0) {
      return otherwise;
    }
    console.note(
        "htcgrid: results that cannot be read: " + unreadable + "; the error of each says why");
    return ExitCode.SERVICE;
  }

  static ObjectNode error(TaskError error) {
    return Console.json()
        .createObjectNode()
        .put("kind", error.kind().name())
        .put("type", error.type())
        .put("message", error.message());
  }

  private void result(ObjectNode node, TaskOutcome.Completed completed) {
    byte[] bytes;
    try {
      bytes = completed.bytes();
    } catch (ResultUnreadableException e) {
      unreadable++;
      node.putObject("error").put("type", UNREADABLE).put("message", e.getMessage());
      return;
    }
    Optional<String> json = JsonText.of(bytes);
    if (folder != null) {
      node.put("file", write(folder, completed.index(), json.isPresent(), bytes).toString());
    } else if (json.isPresent()) {
      // As the function wrote it: a number that is parsed may come out as another.
      node.putRawValue("result", new RawValue(json.get()));
    } else {
      node.put("resultBase64", java.util.Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static Path write(Path folder, int index, boolean json, byte[] bytes) {
    Path file = folder.resolve(index + (json ? ".json" : ".bin"));
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "cannot write "
              + file
              + " ("
              + Diagnosis.reason(e)
              + "); remove it, or give another folder with --to",
          e);
    }
  }
}
