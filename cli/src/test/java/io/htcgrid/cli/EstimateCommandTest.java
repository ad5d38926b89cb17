package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path home;

  @Test
  void anEstimateNeedsNoGrid() {
    Shell.Answer answer =
        new Shell(home)
            .run("estimate", "--tasks", "1000", "--seconds-per-task", "0.5", "--slots", "16");

    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.OK);
    assertThat(answer.out()).contains("1,000 tasks of 0.5 s", "would throttle first", "EC2 Spot");
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void theDocumentTellsWithHowManySlotsADeadlineIsMet() {
    Shell.Answer answer =
        new Shell(home)
            .run(
                "estimate",
                "--tasks=1000",
                "--seconds-per-task=1",
                "--slots=8",
                "--deadline=11s",
                "--output=json");

    assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.OK);
    assertThat(answer.json().at("/deadline/slots").asInt()).isEqualTo(100);
    assertThat(answer.json().at("/bill/totalOnDemand").asDouble()).isPositive();
  }

  @Test
  void numbersOutOfBoundsAreNamedAllAtOnce() {
    Shell.Answer answer =
        new Shell(home)
            .run("estimate", "--tasks", "0", "--seconds-per-task", "-1", "--slots", "16");

    assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err())
        .contains("--tasks is 0; it must be 1 to", "--seconds-per-task is -1.0; it must be 0 to")
        .doesNotContain("defect");
    assertThat(answer.out()).isEmpty();
  }
}
