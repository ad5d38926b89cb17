package io.htcgrid.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's own checks of templates, where they are installed ({@code pip install cfn-lint}). */
class CfnLintTest {
  private static final long PATIENCE_SECONDS = 300;

  @Test
  void cfnLintFindsNothingInAnyTemplate(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    assumeTrue(
        isInstalled(output),
        "cfn-lint is not installed, so the templates are not checked by it; pip install cfn-lint");
    List<String> command = new ArrayList<>(List.of("cfn-lint", "--format", "parseable"));
    Templates.makers().keySet().forEach(name -> command.add(TemplateFile.path(name).toString()));
    int exit = run(command, output);
    assertThat(Files.readString(output)).isEmpty();
    assertThat(exit).isZero();
  }

  private static boolean isInstalled(Path output) throws InterruptedException {
    try {
      return run(List.of("cfn-lint", "--version"), output) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int run(List<String> command, Path output)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
