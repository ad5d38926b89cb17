package io.htcgrid.system.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.SessionStates;
import io.htcgrid.control.TaskStates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The state tables in docs/architecture.md are written from the code; this test writes or checks
 * them.
 */
class ArchitecturePageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("htcgrid.root", "../.."), "docs/architecture.md");
  private static final String BEGIN =
      "<!-- states: generated from SessionStates and TaskStates by ArchitecturePageTest -->\n";
  private static final String END = "<!-- end of states -->";

  @Test
  void theStateTablesOfTheArchitecturePageAreThoseOfTheCode() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    String generated = page.substring(0, begin) + tables() + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("htcgrid.docs.write")) {
      Files.writeString(PAGE, generated);
    }
    assertThat(Files.readString(PAGE))
        .as(
            "stale: run mvn -pl src/test -am test -Dtest=ArchitecturePageTest -Dhtcgrid.docs.write=true")
        .isEqualTo(generated);
  }

  private static String tables() {
    StringBuilder text = new StringBuilder("\n| session from | to | when |\n|---|---|---|\n");
    for (SessionStates.Transition t : SessionStates.allowed()) {
      row(text, t.from(), t.to(), t.cause());
    }
    text.append("\n| task from | to | when |\n|---|---|---|\n");
    for (TaskStates.Transition t : TaskStates.allowed()) {
      row(text, t.from(), t.to(), t.cause());
    }
    return text.append('\n').toString();
  }

  private static void row(StringBuilder text, Enum<?> from, Enum<?> to, String cause) {
    text.append("| ")
        .append(from)
        .append(" | ")
        .append(to)
        .append(" | ")
        .append(cause)
        .append(" |\n");
  }
}
