package io.htcgrid.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaProcessTest {
  private static final Path ROOT = Path.of("..");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "htcgrid",
        "infrastructure/images/agent/Dockerfile",
        "infrastructure/images/runtime/Dockerfile"
      })
  void aProcessThatIsMeasuredTakesMemoryAsTheProgramsOfUsersDo(String file) throws IOException {
    List<String> command = JavaProcess.of("Main", List.of(), List.of()).command();
    String started = Files.readString(ROOT.resolve(file));

    assertThat(command).containsSubsequence(JavaProcess.MEMORY);
    assertThat(started.split("[\\s\",()]+", -1)).containsSubsequence(JavaProcess.MEMORY);
  }
}
