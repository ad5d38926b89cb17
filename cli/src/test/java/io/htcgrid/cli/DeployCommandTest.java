package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where nothing is known of an account. */
class DeployCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path home;

  private void refused(String why, String... args) throws Exception {
    try (CommandProcess process = CommandProcess.start(home, args)) {
      assertThat(process.exitCode()).as(process.err()).isEqualTo(ExitCode.SERVICE);
      assertThat(process.err()).startsWith("htcgrid: " + why).hasLineCount(1);
    }
  }

  @Test
  void withoutCredentialsOneIsToldHowToGiveThem() throws Exception {
    refused(
        "no AWS credentials were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and",
        "deploy",
        "risk",
        "--region",
        "eu-central-1");
  }

  @Test
  void withoutARegionOneIsToldHowToGiveIt() throws Exception {
    refused("no AWS region is set; give --region, or set AWS_REGION", "destroy", "risk");
  }
}
