package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path home;

  @Test
  void wrongOptionsAreNamedAllAtOnceAndNothingIsStarted() {
    Shell.Answer answer = new Shell(home).run("chaos", "--tasks", "5", "--faults", "70");

    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err())
        .contains("--tasks is 5; it must be 100 to", "--faults (percent) is 70; it must be 0 to 50")
        .doesNotContain("defect");
    assertThat(answer.out()).isEmpty();
  }
}
