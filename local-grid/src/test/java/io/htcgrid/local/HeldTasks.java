package io.htcgrid.local;

import io.htcgrid.connector.SessionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tasks that note in a folder when they begin and end, and end when they are let go.
 *
 * @param folder of nothing else
 */
record HeldTasks(Path folder) {
  private static final String SCRIPT =
      """
      read -r n
      echo "$n" >> "$1/began"
      until [ -e "$1/go-$n" ]; do sleep 0.05; done
      echo "$n" >> "$1/ended"
      """;

  SessionSpec spec(int tasks) {
    return SessionSpec.function("command")
        .arguments("sh", "-c", SCRIPT, "sh", folder.toString())
        .payloads(IntStream.range(0, tasks).mapToObj(Integer::toString))
        .build();
  }

  /** Indexes, in the order in which they began. */
  List<Integer> began() throws IOException {
    return noted("began");
  }

  List<Integer> ended() throws IOException {
    return noted("ended");
  }

  private List<Integer> noted(String what) throws IOException {
    Path file = folder.resolve(what);
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(Integer::valueOf).toList()
        : List.of();
  }

  void letGo(int index) throws IOException {
    Files.createFile(folder.resolve("go-" + index));
  }
}
